"""Entries that editors add, retire and bring back in the web, and what the files say meanwhile."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person, StaffAct
from kalo.kit.db import db, transaction
from kalo.kit.once import fresh_key
from kalo.toolbox.actions.facts import import_facts
from kalo.toolbox.models.facts import FactRow, FactVersion
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.funding import search, sitemap
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.toolbox.funding.conftest import Lay, offer

SET = "/toolbox/facts/funding-private"
NEW = f"{SET}/new"
PAGE = "/toolbox/tools/funding/directory/private/micro-loans/"
ABOUT = {
    **{"about_name_el": "Μικροδάνεια γειτονιάς", "about_name_en": "Loans of the neighbourhood"},
    **{"about_giver_el": "Τράπεζα", "about_giver_en": "Bank"},
    **{"about_recipients_el": "Φορείς", "about_recipients_en": "Bodies"},
    **{"about_state": "open", "about_forms": "loan", "about_most": "9.000"},
}


@pytest.fixture
def edna(lay: Lay, make_person: Callable[..., Person]) -> Person:
    """An editor, with one entry in the files."""
    lay(offer("a"))
    return make_person("Edna", roles={"editor"})


@pytest.fixture
def as_editor(edna: Person, as_person: Callable[..., Any]) -> Browser:
    browser: Browser = as_person(edna)
    return browser


def typed(**more: str) -> dict[str, str]:
    """What the form of a new entry sends."""
    return {
        **{"key": "micro-loans", "text_el": "Έως 9.000 ευρώ.", "text_en": "Up to 9,000 euro."},
        **{"source_title": "Πηγή", "source_url": "https://example.org/new", "mark": "seen"},
        **{"checked": "2026-11-25", "expires": "2027-02-25", **ABOUT},
        **{"reason": "Άνοιξε τη Δευτέρα", "once": fresh_key()},
        **more,
    }


def row(key: str) -> FactRow:
    db.session.expire_all()
    return db.session.scalars(select(FactRow).where(FactRow.key == key)).one()


def ways(key: str) -> list[str]:
    here = select(FactVersion.way).join(FactRow).where(FactRow.key == key)
    return list(db.session.scalars(here.order_by(FactVersion.revision)))


def standing(door: str, key: str, **more: str) -> tuple[str, dict[str, str]]:
    """The address and the form by which an entry is retired, or brought back."""
    here = f"/toolbox/facts/{row(key).id}/retirement{door}"
    return here, {"why": "Έκλεισε για πάντα", "revision": str(row(key).revision), **more}


def retire(browser: Browser, key: str, **more: str) -> Any:
    here, form = standing("", key, **more)
    return browser.post(here, data=form)


def bring_back(browser: Browser, key: str, **more: str) -> Any:
    here, form = standing("/undo", key, **more)
    return browser.post(here, data=form)


def keys() -> list[str]:
    return list(facts_of("funding-private", "el"))


def test_an_entry_that_an_editor_adds_stands_everywhere_at_once(
    as_editor: Browser, client: Browser
) -> None:
    assert NEW in as_editor.get(f"{SET}/").text
    assert NEW in as_editor.get("/toolbox/tools/funding/directory/").text
    page = as_editor.get(NEW).text
    assert 'name="about_name_el"' in page
    assert ">Δάνειο<" in page
    answer = as_editor.post(NEW, data=typed())
    assert (answer.status_code, answer.location) == (303, f"/toolbox/facts/{row('micro-loans').id}")
    entry = client.get(f"/en{PAGE}").text
    for words in ("Loans of the neighbourhood", "up to €9,000", "25 November 2026", "Πηγή"):
        assert words in entry
    for asked in ("δανεια γειτονιας", "mikrodaneia geitonias", "neighbourhood"):
        assert PAGE in client.get(f"/toolbox/tools/funding/directory/?q={asked}").text
    assert "Μικροδάνεια γειτονιάς" in [each.title for each in search.documents(None)]
    assert PAGE in [each.path for each in sitemap.pages(0, 10)]
    assert "micro-loans" in client.get(f"{SET}/facts.yaml").text
    history = as_editor.get(answer.location).text
    for words in ("Άνοιξε τη Δευτέρα", "Edna", "προστέθηκε"):
        assert words in history
    act = db.session.scalars(select(StaffAct)).one()
    assert (act.verb, act.detail, act.after) == (
        "added a fact",
        "Άνοιξε τη Δευτέρα",
        "Έως 9.000 ευρώ.",
    )


def test_a_form_that_is_sent_twice_adds_one(as_editor: Browser) -> None:
    form = typed()
    first, second = (as_editor.post(NEW, data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert keys() == ["a", "micro-loans"]


def test_a_name_that_is_taken_shows_both_texts_and_loses_neither(as_editor: Browser) -> None:
    as_editor.post(NEW, data=typed())
    retire(as_editor, "micro-loans")
    answer = as_editor.post(NEW, data=typed(text_el="Έως 12.000 ευρώ."))
    assert answer.status_code == 409
    assert '<p class="break">Έως 9.000 ευρώ.</p>' in answer.text
    assert '<p class="break">Έως 12.000 ευρώ.</p>' in answer.text
    assert f"/toolbox/facts/{row('micro-loans').id}" in answer.text
    assert row("micro-loans").text_el == "Έως 9.000 ευρώ."
    assert db.session.scalar(select(func.count(FactRow.id))) == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"key": "Μικρο δάνεια"}, "λατινικά"),
        ({"key": ""}, "Χρειάζεται"),
        ({"reason": " "}, "Χρειάζεται"),
        ({"text_en": ""}, "Χρειάζεται"),
        ({"source_title": ""}, "πηγή"),
        ({"source_url": "javascript:alert(1)"}, "https://"),
        ({"about_forms": "gift"}, "gift"),
        ({"about_state": "[open]"}, "επιλογή"),
        ({"about_sources": "1"}, "https://"),
        ({"about_giver_en": ""}, "Χρειάζεται"),
        ({"about_least": "10.000"}, "το μικρότερο ποσό είναι πάνω από το μεγαλύτερο"),
        (
            {"about_opens": "2027-02-02", "about_closes": "2027-02-01"},
            "θα έκλεινε πριν ανοίξει",
        ),
    ],
)
def test_what_cannot_be_added_comes_back_with_a_sentence(
    as_editor: Browser, said: dict[str, str], words: str
) -> None:
    answer = as_editor.post(NEW, data=typed(**said))
    assert answer.status_code == 422
    assert words in answer.text
    assert "Μικροδάνεια γειτονιάς" in answer.text
    assert keys() == ["a"]


def test_an_entry_that_is_retired_leaves_every_page_and_comes_back_as_it_was(
    as_editor: Browser, client: Browser
) -> None:
    as_editor.post(NEW, data=typed())
    number = row("micro-loans").id
    answer = retire(as_editor, "micro-loans")
    assert (answer.status_code, answer.location) == (303, f"/toolbox/facts/{number}")
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/toolbox/tools/funding/directory/").text
    assert "Έως 9.000 ευρώ." not in client.get(f"{SET}/").text
    assert "micro-loans" not in client.get(f"{SET}/facts.yaml").text
    assert [each.title for each in search.documents(None)] == ["Εργαλείο a", "Tool a"]
    assert PAGE not in [each.path for each in sitemap.pages(0, 10)]
    gone = as_editor.get(f"{SET}/").text
    assert "Έως 9.000 ευρώ." in gone[gone.index('id="gone"') :]
    page = as_editor.get(f"/toolbox/facts/{number}").text
    assert "Έκλεισε για πάντα" in page
    assert "αποσύρθηκε" in page
    assert bring_back(as_editor, "micro-loans", why="Άνοιξε ξανά").status_code == 303
    assert client.get(PAGE).status_code == 200
    assert (row("micro-loans").id, ways("micro-loans")) == (number, ["added", "retired", "back"])
    verbs = list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))
    assert verbs == ["added a fact", "retired a fact", "brought a fact back"]


def test_retiring_wants_a_reason_and_the_newest_words(as_editor: Browser) -> None:
    answer = retire(as_editor, "a", why=" ")
    assert answer.status_code == 422
    assert "Χρειάζεται" in answer.text
    stale = retire(as_editor, "a", revision="7")
    assert stale.status_code == 409
    assert "Τι είναι το a." in stale.text
    assert "Έκλεισε για πάντα" in stale.text
    assert bring_back(as_editor, "a").status_code == 409  # nobody retired it
    assert retire(as_editor, "a").status_code == 303
    assert retire(as_editor, "a").status_code == 409
    assert ways("a") == ["file", "retired"]


def test_a_set_of_which_all_is_retired_is_not_read_from_its_file(as_editor: Browser) -> None:
    retire(as_editor, "a")
    assert keys() == []
    assert facts_of("funding-papers", "el")  # never laid: from its file


# What `kalo seed` does to them.


def test_a_file_that_knows_nothing_of_it_takes_nothing_away(as_editor: Browser, lay: Lay) -> None:
    as_editor.post(NEW, data=typed())
    lay(offer("a"), offer("b"))
    lay(offer("b"))
    assert sorted(keys()) == ["b", "micro-loans"]
    assert ways("micro-loans") == ["added"]


def test_a_file_that_says_otherwise_waits_beside_what_was_added(
    as_editor: Browser, lay: Lay
) -> None:
    as_editor.post(NEW, data=typed())
    lay(offer("a"), offer("micro-loans"))
    assert facts_of("funding-private", "el")["micro-loans"].text == "Έως 9.000 ευρώ."
    tasks = as_editor.get("/toolbox/facts/tasks").text
    assert "Έως 9.000 ευρώ." in tasks
    page = as_editor.get(f"/toolbox/facts/{row('micro-loans').id}").text
    assert '<p class="break">Τι είναι το micro-loans.</p>' in page


def test_the_file_that_was_taken_along_makes_it_the_files(
    as_editor: Browser, client: Browser, lay: Lay, tmp_path: Path
) -> None:
    as_editor.post(NEW, data=typed())
    taken = client.get(f"{SET}/facts.yaml").text
    (tmp_path / "toolbox" / "funding" / "facts" / "funding-private.yaml").write_text(taken)
    with transaction():
        assert import_facts(tmp_path) == 0
    assert (row("micro-loans").by_hand, row("micro-loans").waits) == (False, None)
    lay(offer("a"))  # now it left its file
    assert keys() == ["a"]


def test_what_an_editor_retired_no_file_brings_back_unasked(as_editor: Browser, lay: Lay) -> None:
    retire(as_editor, "a")
    lay(offer("a"))
    assert (keys(), row("a").waits) == ([], None)
    lay(offer("a", most=5000))
    assert keys() == []
    tasks = as_editor.get("/toolbox/facts/tasks").text
    assert f"/toolbox/facts/{row('a').id}" in tasks
    page = as_editor.get(f"/toolbox/facts/{row('a').id}").text
    assert "αποσύρθηκε εδώ, από τη σύνταξη" in page
    lay()  # the file drops it: nothing waits any more
    assert (keys(), row("a").waits) == ([], None)
    lay(offer("a", most=5000))
    assert row("a").waits is not None


@pytest.mark.parametrize(("way", "left"), [("take", ["a"]), ("leave", [])])
def test_the_editor_decides_whether_the_files_words_bring_it_back(
    as_editor: Browser, lay: Lay, way: str, left: list[str]
) -> None:
    retire(as_editor, "a")
    lay(offer("a", most=5000))
    revision = {"revision": str(row("a").revision)}
    done = as_editor.post(f"/toolbox/facts/{row('a').id}/file/{way}", data=revision)
    assert done.status_code == 303
    assert (keys(), row("a").waits) == (left, None)
    lay(offer("a", most=5000))
    assert keys() == left


def test_a_retired_entry_that_is_mended_stays_retired(as_editor: Browser, lay: Lay) -> None:
    retire(as_editor, "a")
    here = f"/toolbox/facts/{row('a').id}"
    form = typed(revision=str(row("a").revision))
    assert as_editor.post(here, data=form).status_code == 303
    undo = {"revision": str(row("a").revision)}
    assert as_editor.post(f"{here}/versions/1/undo", data=undo).status_code == 303
    lay(offer("a"))
    assert keys() == []
    bring_back(as_editor, "a")
    assert (keys(), row("a").by_hand) == (["a"], False)


# guest, member, facilitator, moderator, adviser, editor, administrator
ROLES = ("facilitator", "moderator", "adviser", "editor", "administrator")
DOORS: list[tuple[str, str, list[int]]] = [
    ("GET", "funding-private/new", [303, 403, 403, 403, 403, 200, 200]),
    ("GET", "procurement/new", [404, 404, 404, 404, 404, 404, 404]),
    ("GET", "nothing/new", [404, 404, 404, 404, 404, 404, 404]),
    ("POST", "funding-private/new", [401, 403, 403, 403, 403, 303, 409]),
    ("POST", "procurement/new", [404, 404, 404, 404, 404, 404, 404]),
    ("POST", "1/retirement", [401, 403, 403, 403, 403, 303, 409]),  # the first one retires it
    ("POST", "1/retirement/undo", [401, 403, 403, 403, 403, 409, 409]),
    ("POST", "999/retirement", [401, 403, 403, 403, 403, 404, 404]),
    ("POST", "999/retirement/undo", [401, 403, 403, 403, 403, 404, 404]),
]


def test_who_passes_behind_each_door(
    lay: Lay,
    ada: Person,
    make_person: Callable[..., Person],
    as_person: Callable[..., Any],
) -> None:
    lay(offer("a"))
    people = [None, ada, *(make_person(role, roles={role}) for role in ROLES)]
    browsers = [as_person(person) for person in people]
    form = {key: said for key, said in typed(why="x", revision="1").items() if key != "once"}
    for method, door, codes in DOORS:
        asked = {"data": form} if method == "POST" else {}
        got = [each.open(f"/toolbox/facts/{door}", method=method, **asked) for each in browsers]
        assert (method, door, [each.status_code for each in got]) == (method, door, codes)


# A day that passes: "to be checked", a task, and the task is gone once somebody has looked.


def test_an_expired_entry_is_to_be_checked_and_a_task_until_somebody_has_looked(
    edna: Person, as_person: Callable[..., Any], client: Browser, time_: Clock
) -> None:
    as_person(edna).post(NEW, data=typed())

    def late(day: str) -> list[bool]:
        """Whether it says so on its page, in the directory, in its set; is a task; is counted."""
        time_.at = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
        places = (PAGE, "/toolbox/tools/funding/directory/", f"{SET}/")
        said = ["να ελεγχθεί" in client.get(each).text.lower() for each in places]
        browser = as_person(edna)
        task = "Έως 9.000" in browser.get("/toolbox/facts/tasks").text
        return [*said, task, '<span class="badge">1</span>' in browser.get("/accounts/me/").text]

    assert late("2027-02-25") == [False] * 5
    assert late("2027-02-26") == [True] * 5
    here = f"/toolbox/facts/{row('micro-loans').id}"
    looked = typed(checked="2027-02-26", expires="2027-06-01", reason="Το ξανακοίταξα")
    browser = as_person(edna)
    browser.post(here, data={**looked, "revision": str(row("micro-loans").revision)})
    assert late("2027-02-26") == [False] * 5
    assert late("2027-06-02") == [True] * 5
    retire(as_person(edna), "micro-loans")
    assert late("2027-06-02") == [False] * 5


def test_the_history_says_what_each_version_changed(as_editor: Browser) -> None:
    as_editor.post(NEW, data=typed(about_conditions_el="α\r\nβ", about_conditions_en="a\r\nb"))
    here = f"/toolbox/facts/{row('micro-loans').id}"
    more = {"about_conditions_el": "α\r\nβ", "about_conditions_en": "a\r\nb", "revision": "1"}
    changed = typed(**more, about_state="closed", about_most="12.000", reason="Έκλεισε")
    assert as_editor.post(here, data=changed).status_code == 303
    page = as_editor.get(here).text
    past = page[page.index('class="fact-past"') :]
    assert re.findall(r'<dt class="strong">([^<]*)</dt>', past) == [
        "Κατάσταση",
        "Μεγαλύτερο ποσό, σε ευρώ",
    ]
    assert re.findall(r'<p class="break">([^<]*)</p>', past) == [
        *("Δέχεται αιτήσεις", "Κλειστό τώρα", "9000", "12000"),
    ]
    late = as_editor.post(here, data=typed(**more, about_state="open", reason="Λάθος"))
    assert late.status_code == 409  # and only what differs stands in two versions
    _before, found, apart = late.text.partition('id="apart"')
    assert found
    apart = apart.partition("</section>")[0]
    assert re.findall(r'<dt class="strong">([^<]*)</dt>', apart) == [
        *("Κατάσταση", "Μεγαλύτερο ποσό, σε ευρώ"),
    ]
