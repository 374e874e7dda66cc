"""One box over everything: it knows Greek, shows what you may see, and loses no entry."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.search import actions, kinds, queries
from kalo.search.index import Remembered, open_index
from kalo.search.kinds import Document
from kalo.search.models import Owed
from tests.conftest import Browser

THINGS = {
    1: Document(1, "Ίδρυση ΚοινΣΕπ", "Πώς ιδρύεται ένας κοινωνικός συνεταιρισμός.", "/t/1"),
    2: Document(2, "Ο νόμος", "Οι συνεταιρισμοί και τα μέλη τους, βήμα βήμα.", "/t/2"),
    3: Document(3, "Χρηματοδότηση", "Πηγές για νέους φορείς.", "/t/3"),
    4: Document(4, "Καφενείο", "Μόνο για μέλη: συνεταιρισμοί.", "/t/4", audience="members"),
    5: Document(5, "Καλημέρα", "Η λέξη συνεταιρισμός γραμμένη ακριβώς.", "/t/5"),
    6: Document(6, "Cooperatives", "What a cooperative is.", "/t/6", "en"),
    7: Document(7, "ΣΥΝΕΔΡΙΟ", "ΜΕ ΤΟΝΟΥΣ ΚΑΙ ΧΩΡΙΣ: μάθημα, μαθήματος, παιδιά.", "/t/7"),
}


@pytest.fixture
def shown(app: Flask) -> Iterator[set[int]]:
    """A kind of things that can be found; those whose number is here may be seen."""
    seen = set(THINGS)

    def documents(ids: list[int] | None) -> Iterator[Document]:
        return (THINGS[n] for n in THINGS if ids is None or n in ids)

    kinds.searchable("thing", "Things", "forum", documents, lambda person, ids: seen & set(ids))
    yield seen
    del kinds.kinds["thing"]


@pytest.fixture
def indexed(shown: set[int], work: Callable[[], int]) -> set[int]:
    with transaction():
        for number in THINGS:
            signals.thing_changed.send(f"thing:{number}")
    work()
    return shown


def found(browser: Browser, question: str, **more: str) -> list[str]:
    page = browser.get("/search", query_string={"q": question, **more})
    assert page.status_code == 200
    return re.findall(r'class="title" href="(/t/\d)"', page.text)


def test_exact_matches_stand_above_other_forms(indexed: set[int], client: Browser) -> None:
    hits = found(client, "συνεταιρισμός")
    assert (set(hits[:2]), hits[2:]) == ({"/t/1", "/t/5"}, ["/t/2"])


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("koinsep", "/t/1"),
        ("ΚΟΙΝΣΕΠ", "/t/1"),
        ("xrimatodotisi", "/t/3"),
        ("chrimatodotisi", "/t/3"),
        ("χρηματοδοτησεις", "/t/3"),
        ("μαθηματων", "/t/7"),
        ("παιδί", "/t/7"),
        ("cooperative", "/t/6"),
        ("«βήμα βήμα»", "/t/2"),
    ],
)
def test_accents_endings_capitals_and_greeklish_do_not_matter(
    indexed: set[int], client: Browser, question: str, first: str
) -> None:
    assert found(client, question)[:1] == [first]


def test_greeklish_finds_every_form(indexed: set[int], client: Browser) -> None:
    assert sorted(found(client, "synetairismos")) == ["/t/1", "/t/2", "/t/5"]


def test_the_words_found_are_marked_and_nothing_else_is_markup(
    indexed: set[int], client: Browser
) -> None:
    page = client.get("/search", query_string={"q": "νόμος"}).text
    assert "<mark>νόμος</mark>" in page

    evil = client.get("/search", query_string={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in evil


def test_members_find_what_is_for_members_and_guests_do_not(
    indexed: set[int], client: Browser, as_ada: Browser
) -> None:
    assert "/t/4" in found(as_ada, "καφενείο")
    assert found(client, "καφενείο") == []


def test_what_may_no_longer_be_seen_is_not_found_even_if_the_index_knows_it(
    indexed: set[int], client: Browser
) -> None:
    assert found(client, "χρηματοδότηση") == ["/t/3"]
    indexed.discard(3)
    page = client.get("/search", query_string={"q": "χρηματοδότηση"}).text
    assert "/t/3" not in page
    assert "Δεν βρέθηκε κάτι" in page


@pytest.mark.parametrize(
    "question", ["*", "σ*", '"', "(((", "title:x", "α~2", "[α TO ω]", "OR", "ͺ"]
)
def test_no_question_breaks_it(indexed: set[int], client: Browser, question: str) -> None:
    assert client.get("/search", query_string={"q": question}).status_code == 200


def test_a_page_or_kind_that_does_not_exist_is_404(indexed: set[int], client: Browser) -> None:
    for query in ({"q": "νόμος", "page": "9"}, {"q": "νόμος", "kind": "ghost"}):
        assert client.get("/search", query_string=query).status_code == 404


def test_what_was_owed_before_a_crash_is_paid_by_the_sweep(
    shown: set[int], app: Flask, client: Browser
) -> None:
    with transaction():
        signals.thing_changed.send("thing:3")
    app.extensions["kalo_queue"].flush()  # the nudge is lost
    assert found(client, "χρηματοδότηση") == []

    actions.pay()

    assert found(client, "χρηματοδότηση") == ["/t/3"]
    assert db.session.scalars(select(Owed)).all() == []


def test_a_thing_that_is_gone_is_forgotten(
    indexed: set[int], client: Browser, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(THINGS, 3)
    with transaction():
        signals.thing_changed.send("thing:3")
    work()

    assert found(client, "χρηματοδότηση") == []


def test_what_was_changed_or_removed_is_not_found_as_it_was(
    indexed: set[int], client: Browser, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each entry the process reads what stands, not what it had open before."""
    for number, (old, new) in enumerate((("χρηματοδότηση", "αστρολάβος"), ("πηγές", "κοπιδιά"))):
        changed = Document(3, f"Τίτλος {number}", new, "/t/3")
        assert found(client, old) == ["/t/3"]
        monkeypatch.setitem(THINGS, 3, changed)
        for _times in range(7):  # enough that files are merged on the way
            with transaction():
                signals.thing_changed.send("thing:3")
            work()
            assert (found(client, old), found(client, new)) == ([], ["/t/3"])
        page = client.get("/search", query_string={"q": new}).text
        assert (f"Τίτλος {number}" in page, page.count("/t/3")) == (True, 1)
        monkeypatch.setitem(THINGS, 3, Document(3, "Χρηματοδότηση", "Πηγές.", "/t/3"))
        with transaction():
            signals.thing_changed.send("thing:3")
        work()


def test_a_word_that_is_everywhere_is_answered_by_its_closest_shapes(
    shown: set[int], client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = dict.fromkeys(range(10, 20), "Ένα δάσος.") | dict.fromkeys(range(20, 25), "Δύο δάση.")
    for number, text in texts.items():
        monkeypatch.setitem(THINGS, number, Document(number, f"Νέο {number}", text, f"/t/{number}"))
        shown.add(number)
    actions.rebuild()
    page = client.get("/search", query_string={"q": "δάσος"}).text
    everything = re.findall(r'class="title" href="/t/([0-9]+)"', page)
    assert sorted(map(int, everything)) == sorted(texts)

    monkeypatch.setattr(queries, "MOST", 6)
    actions.rebuild()
    page = client.get("/search", query_string={"q": "δάσος"}).text
    closest = re.findall(r'class="title" href="/t/([0-9]+)"', page)
    assert len(closest) == 6
    assert {texts[int(number)] for number in closest} == {"Ένα δάσος."}


def test_who_reads_a_moment_goes_on_reading_while_its_files_are_replaced(
    indexed: set[int], app: Flask, work: Callable[[], int]
) -> None:
    moment = open_index().now()
    for _times in range(6):  # enough that the files of this moment are merged away
        with transaction():
            for number in THINGS:
                signals.thing_changed.send(f"thing:{number}")
        work()
    assert open_index().now() is not moment
    stored = [
        moment.searcher.stored_fields(number) for number in sorted(moment.allowed(["public"]))
    ]
    paths = [fields["path"] for fields in stored if fields["kind"] == "thing"]
    assert sorted(paths) == sorted(t.path for t in THINGS.values() if t.audience == "public")


def test_what_is_remembered_is_bounded_by_its_bytes() -> None:
    kept = Remembered(100)
    made: list[int] = []

    def value(number: int) -> int:
        def make() -> int:
            made.append(number)
            return number

        return kept.get(number, make, lambda _value: 40)

    assert [value(number) for number in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert (made, kept.size) == ([1, 2, 3, 2], 80)


def test_where_nothing_is_for_everybody_guests_find_nothing(
    shown: set[int], client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in list(THINGS):
        hidden = Document(number, "Κρυφό", "Μόνο για μέλη.", "/t/4", audience="members")
        monkeypatch.setitem(THINGS, number, hidden)
    for kind in list(kinds.kinds):
        if kind != "thing":
            monkeypatch.delitem(kinds.kinds, kind)
    actions.rebuild()
    assert found(client, "κρυφό") == []


def test_the_index_can_be_built_anew(shown: set[int], client: Browser) -> None:
    counted: list[str] = []
    assert found(client, "χρηματοδότηση") == []

    actions.rebuild(counted.append)

    assert counted.count("thing") == len(THINGS)
    assert found(client, "χρηματοδότηση") == ["/t/3"]


def test_people_are_found_by_name(
    client: Browser, make_person: Callable[..., Person], work: Callable[[], int]
) -> None:
    anna = make_person("Άννα Τσακίρη", handle="anna")
    with transaction():
        signals.thing_changed.send(f"person:{anna.id}")
    work()

    page: Any = client.get("/search?q=τσακιρη")
    assert re.findall(r'class="title" href="(/people/\w+)"', page.text) == ["/people/anna"]


@pytest.mark.parametrize("question", ["χρηματοδότηση", "συνεταιρισμός"])
def test_a_question_costs_one_statement_however_much_it_finds(
    indexed: set[int], client: Browser, queries_run: list[str], question: str
) -> None:
    with transaction():
        pass
    queries_run.clear()
    client.get("/search", query_string={"q": question})
    assert len(queries_run) == 0  # the kind of this test asks no database
