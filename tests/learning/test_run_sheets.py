"""The run sheet of a workshop: for whoever facilitates, with the clock beside it."""

import re
from pathlib import Path
from typing import Any

import pytest

from kalo.events.queries.papers import guide_of
from kalo.kit.db import transaction
from kalo.kit.steps import all_steps
from kalo.learning.actions import BadContent, import_programmes
from tests.factories.events import make_event
from tests.factories.learning import write_lesson, write_programme
from tests.learning.test_pages import main, page

GREEK = """\
---
goal: "Ο στόχος."
---
Κείμενο.

```workshop lawyer
title: "Ρώτα"
minutes: 90
run_sheet:
  - {minutes: 10, title: "Αρχή", do: "Πείτε **ένα** πράγμα."}
  - {minutes: 65, title: "Μέση", do: "Μιλήστε."}
  - {minutes: 15, title: "Τέλος", do: "Κλείστε."}
```
"""
ENGLISH = """\
---
goal: "The goal."
---
Text.

```workshop lawyer
title: "Ask"
run_sheet:
  - {title: "Start", do: "Say **one** thing."}
  - {title: "Middle", do: "Talk."}
  - {title: "End", do: "Close."}
```
"""


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    home = write_programme(tmp_path / "content", l1="first")
    write_lesson(home, "first", GREEK, ENGLISH)
    return home


@pytest.mark.parametrize(
    ("prefix", "heading", "steps"),
    [
        ("", "Για όσες και όσους συντονίζουν", ["Αρχή", "Μέση", "Τέλος"]),
        ("/en", "For whoever facilitates", ["Start", "Middle", "End"]),
    ],
)
def test_the_clock_runs_beside_the_steps(
    home: Path, client: Any, prefix: str, heading: str, steps: list[str]
) -> None:
    with transaction():
        import_programmes(home.parent)
    html = main(page(client.get(f"{prefix}/learning/p1/first/")))
    sheet = html[html.index(f'<details class="fold"> <summary>{heading}</summary>') :]
    told = re.findall(r'clock">([\d:]+)</b> <div><h3>(\w+) <small>(\d+)', sheet)
    assert told == list(zip(["0:00", "0:10", "1:15"], steps, ["10", "65", "15"], strict=True))
    assert "<strong>" in sheet[: sheet.index("</details>")]


def test_an_event_that_is_this_workshop_takes_its_sheet_as_a_guide(
    home: Path, as_person: Any, make_person: Any
) -> None:
    with transaction():
        import_programmes(home.parent)
    (step,) = all_steps()
    event = make_event(serves=step.subject)
    maria = as_person(make_person("Maria", roles={"facilitator"}))
    for prefix, words in (
        ("", "Ξεκίνα με το πλάνο του εργαστηρίου «Ρώτα»"),
        ("/en", "Begin with the run sheet of “Ask”"),
    ):
        assert words in maria.get(f"{prefix}{event.path}guide").text
    maria.post(f"{event.path}guide", data={"with": "sheet"})
    guide = [
        (each.question_el, each.question_en, each.minutes, each.probes_el, each.probes_en)
        for each in guide_of(event)
    ]
    assert guide == [
        ("Αρχή", "Start", 10, ("Πείτε ένα πράγμα.",), ("Say one thing.",)),
        ("Μέση", "Middle", 65, ("Μιλήστε.",), ("Talk.",)),
        ("Τέλος", "End", 15, ("Κλείστε.",), ("Close.",)),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("el.md", "minutes: 15,", "minutes: 20,", "run_sheet: its steps take 95 minutes, not 90"),
        ("el.md", "{minutes: 10, ", "{", "minutes: a whole number is wanted"),
        ("el.md", ', do: "Μιλήστε."', "", "do: a text is wanted"),
        ("el.md", 'title: "Αρχή"', 'who: "Α", title: "Αρχή"', "unknown: who"),
        (
            "en.md",
            '  - {title: "End", do: "Close."}\n',
            "",
            "run_sheet: has other steps than el.md",
        ),
        ("en.md", '{title: "End"', '{minutes: 15, title: "End"', "unknown: minutes"),
    ],
)
def test_a_slip_of_the_pen_is_named(
    home: Path, file: str, old: str, new: str, sentence: str
) -> None:
    path = home / "first" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadContent, match=re.escape(sentence)), transaction():
        import_programmes(home.parent)
