"""What a fact says, as JSON can keep it, and back; pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

DAYS = ("checked", "expires")


def packed(said: Mapping[str, Any]) -> dict[str, Any]:
    """With its days as words."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
    }


def unpacked(kept: Mapping[str, Any]) -> dict[str, Any]:
    """With its days as days."""
    return {
        name: date.fromisoformat(value) if name in DAYS and value else value
        for name, value in kept.items()
    }


def mark_of(said: Mapping[str, Any]) -> str:
    """A short mark that changes when anything that is said does."""
    whole = json.dumps(packed(said), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def as_yaml(rows: list[dict[str, Any]]) -> bytes:
    """Facts as the file of their set, which `kalo seed` reads."""
    facts = [_one(row) for row in rows]
    return yaml.safe_dump({"facts": facts}, allow_unicode=True, sort_keys=False, width=100).encode()


def _one(row: dict[str, Any]) -> dict[str, Any]:
    source = {"title": row["source_title"], "url": row["source_url"]}
    unit = {"el": row["unit_el"], "en": row["unit_en"]}
    whole = {
        "key": row["key"],
        "text": {"el": row["text_el"], "en": row["text_en"]},
        "value": row["value"],
        "unit": unit if any(unit.values()) else None,
        "source": {name: said for name, said in source.items() if said} or None,
        "checked": row["checked"],
        "mark": row["mark"],
        "expires": row["expires"],
        "about": row["about"] or None,
    }
    return {name: value for name, value in whole.items() if value is not None}
