"""Funding tools in files of a test's own, and a clock that stands still."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from kalo.kit import clock
from kalo.kit.db import transaction
from kalo.toolbox.actions.facts import import_facts
from tests.events.conftest import Clock

Lay = Callable[..., None]


def offer(key: str, family: str = "private", **about: Any) -> dict[str, Any]:
    """A fact about a funding tool, as a file has it."""
    named = {"el": f"Εργαλείο {key}", "en": f"Tool {key}"}
    known = {
        "name": named,
        "family": family,
        "giver": {"el": "Τράπεζα", "en": "Bank"},
        "recipients": {"el": "Φορείς", "en": "Bodies"},
        "forms": ["loan"],
        "state": "unknown",
    }
    return {
        "key": key,
        "text": {"el": f"Τι είναι το {key}.", "en": f"What {key} is."},
        "source": {"title": "Πηγή", "url": "https://example.org/source"},
        "checked": date(2026, 11, 22),
        "mark": "seen",
        "about": {**known, **about},
    }


@pytest.fixture
def time_(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Noon of a day in November."""
    stands = Clock()
    monkeypatch.setattr(clock, "now", stands.now)
    return stands


@pytest.fixture
def lay(app: Flask, tmp_path: Path) -> Lay:
    """lay(offer(…), …): these are all the funding tools there are, as after `kalo seed`."""

    def _lay(*offers: dict[str, Any]) -> None:
        sets: dict[str, list[Any]] = defaultdict(list)
        for family in ("private", "civil-society", "international", "public"):
            sets[f"funding-{family}"] = []
        for each in offers:
            sets[f"funding-{each['about']['family']}"].append(each)
        folder = tmp_path / "toolbox" / "funding" / "facts"
        folder.mkdir(parents=True, exist_ok=True)
        for name, facts in sets.items():
            said = yaml.safe_dump({"facts": facts}, allow_unicode=True)
            (folder / f"{name}.yaml").write_text(said)
        with transaction():
            import_facts(tmp_path)

    return _lay
