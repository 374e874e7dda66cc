"""Facts: read strictly, shown with source and date, changed in the web, never overwritten."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.notifications.models import Notification
from kalo.shelves.files import WrongContent
from kalo.toolbox.actions.facts import import_facts
from kalo.toolbox.facts import read_fact_files
from kalo.toolbox.facts.keeping import as_yaml
from kalo.toolbox.jobs import tell_editors
from kalo.toolbox.models.facts import FactRow, FactVersion
from kalo.toolbox.queries.facts import facts_of, facts_of_all

FIVE = """facts:
  - key: founders
    text: {el: "Πέντε ιδρυτικά μέλη.", en: "Five founders."}
    value: 5
    unit: {el: "μέλη", en: "founders"}
    source: {title: "Ν. 4430/2016", url: "https://example.org/4430"}
    checked: 2026-11-22
    mark: seen
    expires: 2027-05-31
    about: {who: {el: "άτομα", en: "people"}}
  - key: pay
    text: {el: "Συνήθως 25%.", en: "Usually 25%."}
    checked: 2026-11-22
    mark: general
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Content with one set of facts, `forms`, of one leaf."""
    folder = tmp_path / "content" / "toolbox" / "legal-forms" / "facts"
    folder.mkdir(parents=True)
    (folder / "forms.yaml").write_text(FIVE)
    return tmp_path / "content"


@pytest.fixture
def lay(app: Flask, content: Path) -> Callable[..., int]:
    """lay(old="new") changes the file and reads it as `kalo seed` does."""

    def _lay(*change: str, text: str = "") -> int:
        path = content / "toolbox" / "legal-forms" / "facts" / "forms.yaml"
        if change:
            assert change[0] in path.read_text()
            path.write_text(path.read_text().replace(*change))
        if text:
            path.write_text(text)
        with transaction():
            return import_facts(content)

    return _lay


@pytest.fixture
def editor(make_person: Callable[..., Person]) -> Person:
    return make_person("Edna", roles={"editor"})


def fact(key: str = "founders") -> FactRow:
    return db.session.scalars(select(FactRow).where(FactRow.key == key)).one()


def form_of(fact: FactRow, **typed: Any) -> dict[str, Any]:
    """What the form of a fact sends."""
    said = {
        **{name: getattr(fact, name) for name in ("text_el", "text_en", "unit_el", "unit_en")},
        "source_title": fact.source_title,
        "source_url": fact.source_url,
        "value": "5",
        "checked": fact.checked.isoformat(),
        "mark": fact.mark,
        "expires": fact.expires.isoformat() if fact.expires else "",
        "about": "who: {el: άτομα, en: people}",
        "reason": "Άλλαξε ο νόμος",
        "revision": str(fact.revision),
    }
    return {**said, **typed}


def at(day: str) -> Callable[[], datetime]:
    return lambda: datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)


WRONG = {
    "a field that nobody knows": ("mark: seen", "mark: seen\n    red: 1", "unknown field red"),
    "no mark": ("    mark: seen\n", "", "mark is missing"),
    "a mark that nobody knows": ("mark: seen", "mark: sure", "the mark is one of"),
    "one language": (', en: "Five founders."', "", "the sentence must stand in both languages"),
    "a day that is none": (
        "checked: 2026-11-22\n    mark: s",
        "checked: soon\n    mark: s",
        "date",
    ),
    "an end before it was seen": ("2027-05-31", "2026-01-01", "`expires` is not before"),
    "no source for what was seen": ('title: "Ν. 4430/2016"', 'title: ""', "names its source"),
    "an address of a script": ("https://example.org/4430", "javascript:alert(1)", "https://"),
    "the same key twice": ("key: pay", "key: founders", "twice"),
    "a key with a space": ("key: pay", "key: to pay", "small letters"),
    "another list": ("facts:", "figures:", "`facts`"),
    "a value that cannot be kept": ("value: 5", "value: !!binary aGVsbG8=", "cannot be kept"),
    "no YAML": ("facts:", "facts: [", "yaml"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_stops_with_its_name_and_a_sentence(
    lay: Callable[..., int], content: Path, name: str
) -> None:
    old, new, sentence = WRONG[name]
    with pytest.raises(WrongContent) as stopped:
        lay(old, new)
    assert "forms.yaml" in str(stopped.value)
    assert sentence in str(stopped.value)
    assert db.session.scalar(select(func.count(FactRow.id))) == 0


def test_one_set_has_one_file(content: Path) -> None:
    other = content / "toolbox" / "founding" / "facts"
    other.mkdir(parents=True)
    (other / "forms.yaml").write_text(FIVE)
    with pytest.raises(WrongContent, match="stands in"):
        read_fact_files(content)


def test_the_files_of_the_platform_can_be_read() -> None:
    rows = read_fact_files()
    assert {row["mark"] for row in rows} <= {"seen", "old", "general"}
    assert all(row["checked"] <= date(2027, 12, 31) for row in rows)


def test_facts_come_in_both_languages_in_one_statement(
    lay: Callable[..., int], queries_run: list[str]
) -> None:
    assert lay() == 2
    queries_run.clear()
    both = facts_of_all(("forms",), "en")
    assert len(queries_run) == 1
    founders = both["forms"]["founders"]
    assert list(both["forms"]) == ["founders", "pay"]
    assert (founders.text, founders.value, founders.unit) == ("Five founders.", 5, "founders")
    assert founders.about == {"who": {"el": "άτομα", "en": "people"}}
    assert facts_of("forms", "el")["founders"].unit == "μέλη"
    assert lay() == 0


def test_a_set_that_was_never_laid_is_read_from_its_file(app: Flask) -> None:
    name = read_fact_files()[0]["set"]
    assert facts_of(name, "el").keys() == {r["key"] for r in read_fact_files() if r["set"] == name}


def test_a_fact_that_left_its_file_is_withdrawn_and_comes_back(lay: Callable[..., int]) -> None:
    heard: list[Any] = []

    def hear(name: str, keys: Any) -> None:
        heard.append((name, keys))

    with signals.facts_changed.connected_to(hear):
        lay()
        lay("  - key: pay\n", "  - key: wages\n")
        lay("  - key: wages\n", "  - key: pay\n")
    assert list(facts_of("forms", "el")) == ["founders", "pay"]
    both = ("pay", "wages")
    assert heard == [("forms", ("founders", "pay")), ("forms", both), ("forms", both)]
    assert fact("pay").revision == 1


def test_everybody_sees_where_a_fact_comes_from(lay: Callable[..., int], client: Any) -> None:
    lay()
    page = client.get("/en/toolbox/facts/forms/")
    assert page.status_code == 200
    assert "Five founders." in page.text
    assert '<a href="https://example.org/4430" rel="noopener external" lang="el">' in page.text
    assert "seen on 22 November 2026" in page.text
    assert "Usually quoted; we have not seen it at a source: check." in page.text
    assert "not legal advice" in page.text
    assert "/toolbox/facts/1" not in page.text  # nothing to press for who may not
    assert "forms" in client.get("/toolbox/facts/").text
    assert client.get("/toolbox/facts/nothing/").status_code == 404


def test_an_expired_fact_says_so_where_it_stands(
    lay: Callable[..., int], client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay()
    monkeypatch.setattr(clock, "now", at("2027-05-31"))
    assert "Να ελεγχθεί" not in client.get("/toolbox/facts/forms/").text
    monkeypatch.setattr(clock, "now", at("2027-06-01"))
    assert client.get("/toolbox/facts/forms/").text.count("Να ελεγχθεί") == 1
    assert facts_of("forms", "el")["founders"].is_expired


def test_editors_are_told_once_and_have_a_list_with_its_number(
    lay: Callable[..., int],
    editor: Person,
    ada: Person,
    as_person: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lay()
    monkeypatch.setattr(clock, "now", at("2027-06-01"))
    assert (tell_editors(), tell_editors()) == (1, 0)
    told = db.session.scalars(select(Notification)).all()
    assert [(each.person_id, each.what) for each in told] == [
        (editor.id, "1 δεδομένο των εργαλείων")
    ]
    browser = as_person(editor)
    tasks = browser.get("/toolbox/facts/tasks")
    assert "Πέντε ιδρυτικά μέλη." in tasks.text
    assert "Συνήθως 25%." not in tasks.text
    assert '<span class="badge">1</span>' in browser.get("/accounts/me/").text
    browser.post(f"/toolbox/facts/{fact().id}", data=form_of(fact(), expires="2028-01-01"))
    assert "Πέντε ιδρυτικά μέλη." not in browser.get("/toolbox/facts/tasks").text
    assert as_person(ada).get("/toolbox/facts/tasks").status_code == 403


def test_an_editor_changes_a_fact_with_a_reason_and_its_history_stays(
    lay: Callable[..., int], editor: Person, as_person: Callable[..., Any]
) -> None:
    lay()
    browser = as_person(editor)
    here = f"/toolbox/facts/{fact().id}"
    assert browser.get(here).status_code == 200
    typed = form_of(fact(), value="4", text_el="Τέσσερα ιδρυτικά μέλη.", text_en="Four founders.")
    answer = browser.post(here, data=typed)
    assert (answer.status_code, answer.location) == (303, here)
    assert facts_of("forms", "el")["founders"].value == 4
    page = browser.get(here).text
    assert "Άλλαξε ο νόμος" in page
    assert "Edna" in page
    assert "Πέντε ιδρυτικά μέλη." in page
    assert db.session.scalars(select(StaffAct.verb)).all() == ["changed a fact"]
    back = browser.post(f"{here}/versions/1/undo", data={"revision": fact().revision})
    assert back.status_code == 303
    assert facts_of("forms", "el")["founders"].value == 5
    ways = select(FactVersion.way, FactVersion.revision).order_by(FactVersion.id)
    mine = ways.where(FactVersion.fact_id == fact().id)
    assert db.session.execute(mine).all() == [("file", 1), ("hand", 2), ("undo", 3)]
    assert not fact().by_hand  # it says again what its file says


BOMB = "a0: &a0 [0,0,0,0,0,0,0,0,0,0]\n" + "\n".join(
    f"a{n + 1}: &a{n + 1} [{','.join([f'*a{n}'] * 10)}]" for n in range(8)
)
ODD = {
    "no reason": ({"reason": ""}, "Χρειάζεται"),
    "no sentence in English": ({"text_en": " "}, "Χρειάζεται"),
    "a script for an address": ({"source_url": "javascript:alert(1)"}, "https://"),
    "no YAML": ({"value": "[1, 2"}, "YAML"),
    "a list where names are needed": ({"about": "- 1"}, "name: value"),
    "an end before its beginning": ({"expires": "2020-01-01"}, "πριν"),
    "seen nowhere": ({"source_title": ""}, "πηγή"),
    "a bomb of aliases": ({"value": BOMB}, "YAML"),
    "code": ({"value": "a: &a [1]\nb: *a\nc: !!python/name:os.system ''"}, "YAML"),
    "a number that is none": ({"value": ".nan"}, "YAML"),
    "a mark that nobody knows": ({"mark": "sure"}, "επιλογή"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_kept_comes_back_with_a_sentence(
    lay: Callable[..., int], editor: Person, as_person: Callable[..., Any], name: str
) -> None:
    lay()
    typed, sentence = ODD[name]
    answer = as_person(editor).post(f"/toolbox/facts/{fact().id}", data=form_of(fact(), **typed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Άλλαξε ο νόμος" in answer.text or not form_of(fact(), **typed)["reason"]
    assert fact().revision == 1


def test_two_editors_at_once_see_both_texts(
    lay: Callable[..., int],
    editor: Person,
    administrator: Person,
    as_person: Callable[..., Any],
) -> None:
    lay()
    here, typed = f"/toolbox/facts/{fact().id}", form_of(fact(), value="4")
    first = as_person(editor).post(here, data=typed)
    assert first.status_code == 303
    second = as_person(administrator).post(here, data={**typed, "value": "3"})
    assert second.status_code == 409
    assert '<p class="break">4</p>' in second.text
    assert '<p class="break">3</p>' in second.text
    assert facts_of("forms", "el")["founders"].value == 4
    again = as_person(administrator).post(here, data=form_of(fact(), value="3"))
    assert again.status_code == 303
    assert facts_of("forms", "el")["founders"].value == 3


@pytest.mark.parametrize(("way", "value"), [("take", 6), ("leave", 4)])
def test_a_file_never_overwrites_what_an_editor_wrote(
    lay: Callable[..., int],
    editor: Person,
    as_person: Callable[..., Any],
    way: str,
    value: int,
) -> None:
    lay()
    browser, here = as_person(editor), f"/toolbox/facts/{fact().id}"
    browser.post(here, data=form_of(fact(), value="4"))
    lay("value: 5", "value: 6")
    assert facts_of("forms", "el")["founders"].value == 4
    assert "founders" in browser.get("/toolbox/facts/tasks").text
    page = browser.get(here).text
    assert '<p class="break">4</p>' in page
    assert '<p class="break">6</p>' in page
    done = browser.post(f"{here}/file/{way}", data={"revision": fact().revision})
    assert (done.status_code, fact().waits) == (303, None)
    assert facts_of("forms", "el")["founders"].value == value
    assert lay() == 0
    assert facts_of("forms", "el")["founders"].value == value
    stale = browser.post(f"{here}/file/{way}", data={"revision": 1})
    assert stale.status_code == 409


def test_a_fact_that_left_its_file_after_an_editor_changed_it_is_asked_about(
    lay: Callable[..., int], editor: Person, as_person: Callable[..., Any]
) -> None:
    lay()
    browser, here = as_person(editor), f"/toolbox/facts/{fact().id}"
    browser.post(here, data=form_of(fact(), value="4"))
    lay(text="facts:\n" + FIVE[FIVE.index("  - key: pay") :])
    assert facts_of("forms", "el")["founders"].value == 4
    assert "δεν το έχει πια" in browser.get(here).text
    browser.post(f"{here}/file/take", data={"revision": fact().revision})
    assert list(facts_of("forms", "el")) == ["pay"]


def test_what_is_taken_along_can_be_read_again(
    lay: Callable[..., int], client: Any, content: Path
) -> None:
    lay()
    before = read_fact_files(content)
    answer = client.get("/toolbox/facts/forms/facts.yaml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="forms.yaml"'
    assert lay(text=answer.text) == 0
    assert read_fact_files(content) == before
    assert as_yaml(before) == answer.data


# guest, member, facilitator, moderator, adviser, editor, administrator
ROLES = ("facilitator", "moderator", "adviser", "editor", "administrator")
DOORS: list[tuple[str, str, list[int]]] = [
    ("GET", "", [200, 200, 200, 200, 200, 200, 200]),
    ("GET", "forms/", [200, 200, 200, 200, 200, 200, 200]),
    ("GET", "nothing/", [404, 404, 404, 404, 404, 404, 404]),
    ("GET", "forms/facts.yaml", [200, 200, 200, 200, 200, 200, 200]),
    ("GET", "nothing/facts.yaml", [404, 404, 404, 404, 404, 404, 404]),
    ("GET", "tasks", [303, 403, 403, 403, 403, 200, 200]),
    ("GET", "1", [303, 403, 403, 403, 403, 200, 200]),
    ("GET", "999", [303, 403, 403, 403, 403, 404, 404]),
    ("POST", "1", [401, 403, 403, 403, 403, 303, 409]),  # the first one changes it
    ("POST", "1/versions/1/undo", [401, 403, 403, 403, 403, 409, 409]),
    ("POST", "1/versions/9/undo", [401, 403, 403, 403, 403, 404, 404]),
    ("POST", "1/file/take", [401, 403, 403, 403, 403, 409, 409]),
    ("POST", "1/file/leave", [401, 403, 403, 403, 403, 409, 409]),
    ("POST", "999/file/leave", [401, 403, 403, 403, 403, 404, 404]),
]


def test_who_passes_behind_each_door(
    lay: Callable[..., int],
    ada: Person,
    make_person: Callable[..., Person],
    as_person: Callable[..., Any],
) -> None:
    lay()
    people = [None, ada, *(make_person(role, roles={role}) for role in ROLES)]
    browsers = [as_person(person) for person in people]
    typed = form_of(fact(), value="4")
    for method, door, codes in DOORS:
        got = []
        for browser in browsers:
            asked = {"data": typed} if method == "POST" else {}
            got.append(browser.open(f"/toolbox/facts/{door}", method=method, **asked).status_code)
        assert (method, door, got) == (method, door, codes)
    assert facts_of("forms", "el")["founders"].value == 4


def test_a_page_of_facts_costs_the_same_however_many(
    lay: Callable[..., int], client: Any, queries_run: list[str]
) -> None:
    many = [FIVE.replace("founders", f"founders-{n}").replace("pay", f"pay-{n}") for n in range(20)]
    lay()
    counts = []
    for text in (FIVE, many[0] + "".join(each.removeprefix("facts:\n") for each in many[1:])):
        lay(text=text)
        queries_run.clear()
        client.get("/toolbox/facts/forms/")
        counts.append(len([said for said in queries_run if said.startswith("SELECT")]))
    assert counts == [2, 2]
