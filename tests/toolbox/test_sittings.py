"""Saves that a page makes by itself stand together, and are folded where a work is full of them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.toolbox.actions import versions
from kalo.toolbox.models import Comment, Version, Work
from tests.conftest import Browser
from tests.toolbox.test_works import TYPED, keep, link_of, save, the_work


def itself(browser: Browser, path: str, revision: int, **changed: str) -> Any:
    """The page saves by itself."""
    return save(browser, path, revision, _auto="1", **changed)


def long_ago(hours: int = 2) -> None:
    """Everything was so much earlier."""
    with transaction():
        for each in [*db.session.scalars(select(Version)), *db.session.scalars(select(Comment))]:
            each.made_at -= timedelta(hours=hours)


def numbers() -> list[tuple[int, str]]:
    rows = db.session.execute(select(Version.number, Version.kind).order_by(Version.number))
    return [(row.number, row.kind) for row in rows]


def shown(browser: Browser, path: str) -> list[int]:
    """The versions that the history names, the last first."""
    page = browser.get(f"{path}history").text
    return [int(part.partition('"')[0]) for part in page.split('id="version-')[1:]]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_VERSIONS", 6)


def test_what_saved_itself_stands_together_and_each_save_is_kept(
    as_ada: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    for n in range(1, 5):
        itself(as_ada, path, n, name=f"Κήπος {n}")
    assert shown(as_ada, path) == [5, 1]
    assert [number for number, _kind in numbers()] == [1, 2, 3, 4, 5]
    page = as_ada.get(f"{path}history").text
    assert "Κήπος 4" in page
    assert "Κήπος 3" not in page  # on its way from the first to the last
    assert "αποθηκεύτηκε μόνη της" in page
    assert 'value="Κήπος 2"' not in as_ada.get(path).text
    assert "Κήπος 2" in as_ada.get(f"{path}history/3").text


def test_a_button_a_comment_and_a_pause_end_a_sitting(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    itself(as_ada, path, 1, name="Κήπος 1")
    save(as_ada, path, 2, name="Κήπος 2")
    itself(as_ada, path, 3, name="Κήπος 3")
    as_ada.post(f"{path}comments", data={"body": "Έτσι ας μείνει", "once": "comment-on-it"})
    itself(as_ada, path, 4, name="Κήπος 4")
    long_ago(1)
    itself(as_ada, path, 5, name="Κήπος 5")
    assert shown(as_ada, path) == [6, 5, 4, 3, 2, 1]


def test_several_at_once_are_one_sitting_with_what_each_changed(
    as_ada: Browser, client: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    itself(as_ada, path, 1, name="Της Άντας")
    itself(client, shared, 1, people="30", _name="Γιώτα")
    itself(as_ada, path, 3, name="Πάλι της Άντας", people="30")
    assert shown(as_ada, path) == [4, 1]
    page = as_ada.get(f"{path}history").text
    for words in ("Γιώτα", "30", "Πάλι της Άντας"):
        assert words in page
    assert "Γιώτα" not in page.partition('id="version-1"')[2]


def test_a_page_that_saves_by_itself_leaves_no_word_of_it_for_the_next(
    as_ada: Browser, client: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    save(client, shared, 1, people="30")
    itself(as_ada, path, 1, name="Της Άντας")
    assert "μαζί με όσα αποθήκευσαν" not in as_ada.get(path).text
    save(client, shared, 3, name="Της Άντας", people="31")
    save(as_ada, path, 3, name="Πάλι της Άντας", people="30")
    assert "μαζί με όσα αποθήκευσαν" in as_ada.get(path).text


def test_a_full_work_folds_its_old_sittings_and_goes_on(
    as_ada: Browser, client: Browser, garden: Any, few: None
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    long_ago()
    itself(as_ada, path, 1, name="Ένα")
    itself(client, shared, 2, name="Ένα", people="30", _name="Γιώτα")
    itself(as_ada, path, 3, name="Δύο", people="30")
    itself(client, shared, 4, name="Δύο", people="31", _name="Γιώτα")
    save(as_ada, path, 5, name="Τρία", people="31")
    long_ago()
    assert itself(as_ada, path, 6, name="Τέσσερα", people="31").status_code == 303
    assert numbers() == [(1, "kept"), (4, "folded"), (5, "folded"), (6, "kept"), (7, "auto")]
    assert shown(as_ada, path) == [7, 6, 5, 1]
    then = as_ada.get(f"{path}history/5").text
    assert "Δύο" in then
    assert as_ada.get(f"{path}history/2").status_code == 200  # the one that it went into
    as_ada.post(f"{path}history/1/restoration", data={"once": "restore-1"})
    assert (the_work().answers["name"], the_work().answers["people"]) == ("Κήπος", 12)


def test_texts_of_two_in_the_same_place_both_stay(
    as_ada: Browser, client: Browser, garden: Any, few: None
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    itself(as_ada, path, 1, name="Της Άντας")
    itself(as_ada, path, 2, name="Πάλι της Άντας")
    itself(client, shared, 3, name="Της Γιώτας", _name="Γιώτα")
    itself(client, shared, 4, name="Πάλι της Γιώτας", _name="Γιώτα")
    itself(as_ada, path, 5, name="Τέλος")
    long_ago()
    itself(as_ada, path, 6, name="Κι άλλο")
    assert numbers() == [(1, "kept"), (3, "folded"), (5, "folded"), (6, "folded"), (7, "auto")]
    for number, words in ((3, "Πάλι της Άντας"), (5, "Πάλι της Γιώτας")):
        assert words in as_ada.get(f"{path}history/{number}").text


def test_a_page_from_before_the_folding_loses_nothing_and_takes_nothing_back(
    as_ada: Browser, client: Browser, garden: Any, few: None
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    itself(as_ada, path, 1, name="Ένα")
    itself(as_ada, path, 2, name="Δύο")  # here somebody opened the page, and went offline
    itself(as_ada, path, 3, name="Τρία")
    itself(as_ada, path, 4, name="Τέσσερα")
    itself(as_ada, path, 5, name="Πέντε")
    long_ago()
    itself(as_ada, path, 6, name="Πέντε", people="13")
    got = save(client, shared, 3, name="Δύο", people="12", **{"costs.k1.what": "Πέτρες"})
    assert got.status_code == 409
    for words in ("Πέντε", 'value="Δύο"', 'value="Πέτρες"'):
        assert words in got.text
    exact = save(client, shared, 7, name="Πέντε", people="13", **{"costs.k1.what": "Πέτρες"})
    assert exact.status_code == 303
    assert the_work().answers["costs"][0]["what"] == "Πέτρες"


def test_where_nothing_can_be_folded_it_says_so_and_nothing_is_lost(
    as_ada: Browser, garden: Any, ada: Person, few: None
) -> None:
    path = keep(as_ada)
    for n in range(1, 6):
        assert save(as_ada, path, n, name=f"Κήπος {n}").status_code == 303
    long_ago()
    for more in ({}, {"_auto": "1"}):
        got = save(as_ada, path, 6, name="Ένας πολύ καλός κήπος", once=f"last{more}", **more)
        assert got.status_code == 422
        assert "Ό,τι έγραψες είναι ακόμη εδώ" in got.text
        assert 'value="Ένας πολύ καλός κήπος"' in got.text
        assert 'formaction="/toolbox/tools/garden/keeping"' in got.text
    going = as_ada.post(
        "/toolbox/tools/garden/keeping", data={**TYPED, "name": "Ένας πολύ καλός κήπος"}
    )
    assert "Ένας πολύ καλός κήπος" in going.text
    back = as_ada.post(f"{path}history/1/restoration", data={"once": "restore-1"})
    assert "κάνε ένα αντίγραφο εκείνης της εκδοχής" in as_ada.get(back.location).text
    assert the_work().answers["name"] == "Κήπος 5"
    assert db.session.scalar(select(func.count(Work.id))) == 1
