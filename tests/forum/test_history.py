"""What a post said before: who changed it, why, what is different; wiki posts; windows of time."""

import random
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import StaffAct
from kalo.forum.models import PostRevision
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.text.differences import differences
from tests.factories.forum import answer, fresh, posts_of

GREEK = [chr(0x391 + n) for n in range(150)]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """later(hours=1) moves the clock on."""
    began = clock.now()

    def _later(**more: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**more))

    return _later


def edit(browser: Any, topic: Any, body: str, revision: int, **more: str) -> Any:
    sent = {"body": body, "revision": str(revision), **more}
    return browser.post(f"{topic.path}2/edit", data=sent)


def kept() -> list[tuple[Any, ...]]:
    rows = db.session.execute(select(PostRevision.revision, PostRevision.source))
    return [tuple(row) for row in rows.all()]


def test_differences_are_told_word_by_word() -> None:
    assert differences("Πάμε το πρωί εκεί", "Πάμε το βράδυ εκεί") == [
        ("same", "Πάμε το "), ("gone", "πρωί"), ("new", "βράδυ"), ("same", " εκεί"),
    ]  # fmt: skip
    assert differences("ίδιο", "ίδιο") == [("same", "ίδιο")]
    assert differences("", "νέο") == [("new", "νέο")]


def test_differences_of_long_texts_take_no_time() -> None:
    began = clock.now()
    a, b = "α β " * 5000, "β γ " * 5000
    changes = differences(a, b, 100)
    assert clock.now() - began < timedelta(seconds=10)
    assert "".join(words for kind, words in changes if kind == "gone")


def test_a_quick_correction_joins_what_it_corrects(
    as_ada: Any, ada: Any, topic: Any, later: Any
) -> None:
    post = answer(topic, ada, "Πρωτα")
    edit(as_ada, topic, "Πρώτα", 1)
    assert (kept(), fresh(post).edited_at, post.revision) == ([], None, 2)
    later(minutes=6)
    edit(as_ada, topic, "Πρώτα απ' όλα", 2)
    edit(as_ada, topic, "Πρώτα από όλα", 3)
    assert kept() == [(2, "Πρώτα")]
    later(minutes=12)
    edit(as_ada, topic, "Τέλος", 4)
    assert kept() == [(2, "Πρώτα"), (4, "Πρώτα από όλα")]


def test_a_reason_makes_an_edit_of_its_own(as_ada: Any, ada: Any, topic: Any) -> None:
    answer(topic, ada, "Πρωτα")
    edit(as_ada, topic, "Πρώτα", 1, reason="Τόνος")
    assert kept() == [(1, "Πρωτα")]
    page = as_ada.get(f"{topic.path}2/history").text
    assert "Τόνος" in page
    assert "<del>" in page
    assert "αφαιρέθηκε:" in page


@pytest.mark.parametrize(("trust", "hours", "status"), [
    (1, 23, 303), (1, 25, 403), (0, 25, 403), (2, 25, 303), (2, 24 * 29, 303), (3, 24 * 31, 403),
])  # fmt: skip
def test_the_window_of_authors(
    as_person: Any, make_person: Any, topic: Any, later: Any, trust: int, hours: int, status: int
) -> None:
    author = make_person("Thalia", trust=trust)
    answer(topic, author, "Πρώτα")
    browser = as_person(author)
    later(hours=hours)
    assert edit(browser, topic, "Ύστερα", 1).status_code == status
    link = f'href="{topic.path}2/edit"'
    assert (link in browser.get(topic.path).text) == (status == 303)


def test_a_moderator_says_why_and_the_author_is_told(
    as_person: Any, ada: Any, moderator: Any, topic: Any, later: Any
) -> None:
    post, heard = answer(topic, ada, "Με ύβρεις"), []
    later(days=400)
    browser = as_person(moderator)
    refused = edit(browser, topic, "Χωρίς", 1)
    assert refused.status_code == 422
    assert "Πες με λίγα λόγια γιατί" in refused.text
    assert "Χωρίς</textarea>" in refused.text
    with signals.post_corrected.connected_to(
        lambda p, by, reason, **_: heard.append((p.id, by.id, reason))
    ):
        assert edit(browser, topic, "Χωρίς", 1, reason="Ύβρεις").status_code == 303
    assert heard == [(post.id, moderator.id, "Ύβρεις")]
    act = db.session.scalars(select(StaffAct)).one()
    assert (act.verb, act.before, act.after) == (
        "changed the words of a post",
        "Με ύβρεις",
        "Χωρίς",
    )


def test_an_earlier_text_is_brought_back_as_a_new_edit(
    as_ada: Any, as_person: Any, ada: Any, grace: Any, topic: Any, later: Any
) -> None:
    answer(topic, ada, "Ένα")
    later(minutes=10)
    edit(as_ada, topic, "Δύο", 1)
    back = f"{topic.path}2/history/1/restoration"
    assert as_person(grace).post(back).status_code == 403
    assert as_ada.post(f"{topic.path}2/history/7/restoration").status_code == 404
    assert as_ada.post(back).status_code == 303
    assert posts_of(topic)[1] == (2, "Ένα")
    assert kept() == [(1, "Ένα"), (2, "Δύο")]


def test_a_hidden_text_is_for_moderators_only(
    client: Any, as_ada: Any, as_person: Any, ada: Any, moderator: Any, topic: Any, later: Any
) -> None:
    answer(topic, ada, "Το τηλέφωνό μου 2101234567")
    later(minutes=10)
    edit(as_ada, topic, "Γράψτε μου", 1)
    page = f"{topic.path}2/history"
    assert "2101234567" in client.get(page).text
    assert as_ada.post(f"{page}/1/hiding").status_code == 403
    assert as_person(moderator).post(f"{page}/1/hiding").status_code == 303
    assert "2101234567" not in client.get(page).text
    assert as_ada.post(f"{page}/1/restoration").status_code == 403
    assert "2101234567" in as_person(moderator).get(page).text
    as_person(moderator).post(f"{page}/1/hiding/undo")
    assert "2101234567" in client.get(page).text


def test_the_history_of_what_one_may_not_read_is_closed(
    client: Any, as_ada: Any, ada: Any, topic: Any
) -> None:
    answer(topic, ada, "Ένα")
    as_ada.post(f"{topic.path}2/deletion")
    assert client.get(f"{topic.path}2/history").status_code == 303  # to the door
    assert as_ada.get(f"{topic.path}2/history").status_code == 200
    assert client.get(f"{topic.path}9/history").status_code == 404


def test_a_wiki_post_is_edited_by_all_who_may_reply(
    client: Any, as_ada: Any, as_person: Any, ada: Any, grace: Any, topic: Any
) -> None:
    answer(topic, ada, "Κοινό κείμενο")
    browser = as_person(grace)
    assert edit(browser, topic, "Όχι", 1).status_code == 403
    assert browser.post(f"{topic.path}2/wiki").status_code == 403
    assert as_ada.post(f"{topic.path}2/wiki").status_code == 303
    assert edit(browser, topic, "Κοινό κείμενο, καλύτερο", 1).status_code == 303
    assert "τη διορθώνουν όλες και όλοι" in client.get(topic.path).text
    assert db.session.scalars(select(StaffAct)).all() == []
    assert as_ada.post(f"{topic.path}2/wiki/undo").status_code == 303
    assert edit(browser, topic, "Όχι πια", 2).status_code == 403


def test_a_newcomer_opens_no_wiki(as_person: Any, make_person: Any, topic: Any) -> None:
    author = make_person("Nefeli", trust=0)
    answer(topic, author)
    assert as_person(author).post(f"{topic.path}2/wiki").status_code == 403


def test_a_wiki_stays_open_after_the_window(as_ada: Any, ada: Any, topic: Any, later: Any) -> None:
    post = answer(topic, ada, "Κοινό")
    with transaction():
        db.session.merge(post).wiki = True
    later(days=50)
    assert edit(as_ada, topic, "Κοινό ακόμη", 1).status_code == 303


def test_differences_of_texts_made_to_keep_us_busy_take_no_time() -> None:
    dice = random.Random(3)
    before, after = ("\n".join(dice.choices(GREEK, k=10_000)) for _ in range(2))
    began = time.process_time()
    changes = differences(f"πρώτα\n{before}\nτέλος", f"πρώτα\n{after}\nτέλος", 160)
    assert time.process_time() - began < 0.3
    assert (changes[0], changes[-1]) == (("same", "πρώτα\n"), ("same", "τέλος"))


def test_a_long_history_comes_in_pages(as_ada: Any, ada: Any, topic: Any, later: Any) -> None:
    answer(topic, ada, "λέξη1")
    for number in range(1, 13):
        edit(as_ada, topic, f"λέξη{number + 1}", number, reason=f"αλλαγή {number}.")
    address = f"{topic.path}2/history"
    first, second = as_ada.get(address).text, as_ada.get(f"{address}?after=3").text
    shown = [[n for n in range(1, 13) if f"αλλαγή {n}." in page] for page in (first, second)]
    assert shown == [list(range(3, 13)), [1, 2]]
    assert f'href="{address}?after=3"' in first
    assert "<ins><span class" in second
    assert "λέξη3" in second
    assert as_ada.get(f"{address}?after=40").status_code == 404


def test_titles_of_earlier_changes_are_those_of_their_time(
    as_person: Any, ada: Any, topic: Any
) -> None:
    browser, titles = as_person(ada), ["Πώς ξεκινάμε;", "Αυγή", "Βουνό", "Γέφυρα"]
    for number in range(1, 15):
        said = {"title": titles[min(number, 3)], "body": f"λέξη{number}", "reason": "Γιατί έτσι"}
        browser.post(f"{topic.path}1/edit", data={**said, "revision": str(number)})
    page = browser.get(f"{fresh(topic).path}1/history?after=5").text
    assert [title in page for title in titles] == [True, True, True, True]
    page = browser.get(f"{fresh(topic).path}1/history?after=3").text
    assert "Βουνό" in page.split('id="edit-2"')[1].split("</li>")[0]
