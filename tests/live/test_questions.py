"""Questions: doubles with their votes, answers of each sort, and what goes on in the forum."""

import json
from datetime import timedelta
from typing import Any

import pytest

from kalo.forum.models import Category, Post, Topic
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.live.folds import state_from
from kalo.live.folds.questions import Questions
from kalo.live.moderated import places
from tests.factories.events import seat
from tests.factories.live import done, key, log_of, state_of
from tests.live.test_log import entry, folded


@pytest.fixture
def shelf(event: Any) -> Category:
    """Where the forum takes what rooms offer."""
    with transaction():
        words = {"title_el": "Μάθηση", "title_en": "Learning"}
        shelf = Category(slug="mathisi", position=1, **words)
        db.session.add(shelf)
    return shelf


def ranked(event: Any) -> list[tuple[int, int, list[int]]]:
    """What is shown: number, votes, its doubles."""
    return [(q.seq, q.votes, q.doubles) for q in state_of(event).of(Questions).ranked()]


def list_of(browser: Any, event: Any) -> str:
    """The list of questions, as it is sent to this person."""
    pieces = browser.get(f"/live/{event.id}/entries?since=0").json["pieces"]
    return "".join(html for name, html in pieces if name.startswith("question-"))


def test_doubles_are_one_and_whoever_wanted_both_counts_once(
    event: Any, ada: Any, grace: Any, make_person: Any
) -> None:
    other = make_person("Other")
    seat(event, other)
    first, second, third = (done("asked", grace, event, t) for t in ("Πότε;", "Ποια μέρα;", "Ώρα;"))
    for person, asked in ((ada, first), (grace, first), (grace, second), (other, second)):
        done("voted", person, event, asked)
    done("merged", ada, event, second, into=first)
    done("merged", ada, event, third, into=first)
    assert ranked(event) == [(first, 3, [second, third])]
    done("voted", other, event, third)  # pressed on a page that had not heard of it yet
    done("unvoted", grace, event, first)
    assert ranked(event) == [(first, 2, [second, third])]
    done("parted", ada, event, second)
    assert ranked(event) == [(first, 2, [third]), (second, 1, [])]


def test_what_has_doubles_takes_them_along_and_a_state_keeps_them(
    event: Any, ada: Any, grace: Any
) -> None:
    one, two, three = (done("asked", grace, event, text) for text in "αβγ")
    done("merged", ada, event, one, into=two)
    done("merged", ada, event, two, into=three)
    state = state_of(event)
    again = state_from(state.seq, json.loads(json.dumps(state.kept())))
    assert ranked(event) == [(three, 0, [two, one])]
    assert again.of(Questions) == state.of(Questions)


def hide(event: Any, by: Any, about: int, again: bool = False) -> None:
    done("hidden", by, event, about, again=again)


def test_doubles_and_votes_are_right_whatever_was_hidden_meanwhile(
    event: Any, ada: Any, grace: Any
) -> None:
    first, second, third = (done("asked", grace, event, text) for text in "αβγ")
    for person, asked in ((ada, first), (grace, second)):
        done("voted", person, event, asked)
    done("merged", ada, event, second, into=first)
    hide(event, ada, first)
    done("parted", ada, event, second)
    hide(event, ada, first, again=True)
    assert ranked(event) == [(first, 1, []), (second, 1, []), (third, 0, [])]
    done("merged", ada, event, second, into=first)
    hide(event, ada, second)
    assert ranked(event) == [(first, 1, [second]), (third, 0, [])]
    hide(event, ada, first)
    hide(event, ada, second, again=True)
    hide(event, ada, first, again=True)
    assert ranked(event) == [(first, 2, [second]), (third, 0, [])]
    hide(event, ada, second)
    done("merged", ada, event, first, into=third)
    hide(event, ada, second, again=True)
    assert ranked(event) == [(third, 2, [first, second])]


def test_only_two_that_stand_by_themselves_become_one(event: Any, ada: Any, grace: Any) -> None:
    one, two = (done("asked", grace, event, text) for text in "αβ")
    done("merged", ada, event, one, into=two)
    for about, into in ((two, two), (one, two), (two, one), (99, two)):
        with pytest.raises(Refused):
            done("merged", ada, event, about, into=into)
    with pytest.raises(Refused):
        done("parted", ada, event, two)


def test_an_answer_is_given_live_in_writing_or_later_and_taken_back(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    live, text, later = (done("asked", grace, event, text) for text in "αβγ")
    with pytest.raises(Refused):
        done("answered", ada, event, text, how="text")
    done("answered", ada, event, live)
    done("answered", ada, event, text, how="text", text="Την <b>Τρίτη</b>")
    done("answered", ada, event, later, how="later")
    page = list_of(as_person(grace), event)
    assert [q.stands for q in state_of(event).of(Questions).ranked()] == [1, 2, 2]
    for words in ("Την &lt;b&gt;Τρίτη&lt;/b&gt;", "Απαντήθηκε γραπτά", "Θα απαντηθεί αργότερα"):
        assert page.count(words) == 1
    done("unanswered", ada, event, text)
    assert "Τρίτη" not in list_of(as_person(grace), event)


def test_the_team_answers_in_writing_after_the_end_too(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    about = done("asked", grace, event, "Πότε;")
    as_person(ada).post(f"/live/{event.id}/presence")
    at.is_now(event.ends_at + timedelta(hours=3))
    said = {"once": key(), "about": about, "how": "text", "text": "Αύριο"}
    answer = as_person(ada).post(f"/live/{event.id}/acts/answered", data=said)
    assert answer.location == f"/live/{event.id}/#question-{about}"
    assert "Αύριο" in as_person(ada).get(answer.location).text


def test_an_anonymous_question_names_nobody_to_anybody(
    event: Any, as_person: Any, ada: Any, grace: Any, moderator: Any
) -> None:
    sent = {"once": key(), "text": "Πότε;", "veiled": "1"}
    as_person(grace).post(f"/live/{event.id}/acts/asked", data=sent)
    for person in (ada, grace, moderator):
        piece = as_person(person).get(f"/live/{event.id}/entries?since=0").json["pieces"][0][1]
        assert ("Grace" in piece, f'data-who="{grace.id}"' in piece) == (False, False)
        assert "<b>" in piece


class TestTheForum:
    """What stays open is offered in one press; whoever asked is not named."""

    def topics(self) -> list[tuple[str, str | None, str, str]]:
        rows = db.session.query(Topic, Post).join(Post, Post.topic_id == Topic.id).all()
        return [(t.title, t.subject, t.author.name, p.source) for t, p in rows]

    def test_all_that_is_open_becomes_one_discussion_about_the_event(
        self, event: Any, shelf: Any, ada: Any, grace: Any, as_person: Any
    ) -> None:
        left = done("asked", grace, event, "Πότε; @maria *τώρα*", veiled=True)
        answered, later = (done("asked", grace, event, text) for text in ("β", "γ"))
        done("voted", ada, event, later)
        done("answered", ada, event, answered)
        done("answered", ada, event, later, how="later")
        done("offered", ada, event)
        title, subject, author, source = self.topics()[0]
        assert (len(self.topics()), subject, author) == (1, event.subject, "Ada")
        assert title == f"Ερωτήσεις που έμειναν ανοιχτές: {event.title_el}"
        assert source.splitlines()[2:] == [r"1. Πότε\; \@maria \*τώρα\*", "2. γ (1 ψήφος)"]
        assert "Grace" not in source
        page = list_of(as_person(grace), event)
        assert page.count(f'href="{event.path}#discussion"') == 2
        assert {left, later} == {
            q.seq for q in state_of(event).of(Questions).asked.values() if q.offered
        }

    def test_one_alone_is_its_own_title_and_nothing_is_offered_twice(
        self, event: Any, shelf: Any, ada: Any, grace: Any
    ) -> None:
        one = done("asked", grace, event, "Πού θα βρεθούμε;")
        done("asked", grace, event, "Πότε;")
        done("offered", ada, event, one)
        done("offered", ada, event)
        assert [title for title, *_ in self.topics()] == ["Πού θα βρεθούμε;", "Πότε;"]
        before = log_of(event)
        for about in ({}, {"about": one}):
            with pytest.raises(Refused):
                done("offered", ada, event, **about)
        assert (len(self.topics()), log_of(event)) == (2, before)

    def test_without_a_shelf_for_it_the_room_only_notes_it(
        self, event: Any, ada: Any, grace: Any
    ) -> None:
        done("asked", grace, event, "Πότε;")
        done("offered", ada, event)
        assert self.topics() == []


def test_votes_come_alone_so_that_what_is_being_written_stays(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    about = done("asked", grace, event, "Πότε;")
    done("voted", ada, event, about)
    news = as_person(grace).get(f"/live/{event.id}/entries?since={about}").json
    assert [name for name, _html in news["pieces"]] == [f"votes-{about}"]
    assert 'data-votes="1"' in news["pieces"][0][1]


def test_a_log_of_before_reads_as_answered_live() -> None:
    state = folded(entry(1, "asked"), entry(2, "answered", 9, 1))
    assert (state.of(Questions).asked[1].how, state.of(Questions).asked[1].stands) == ("live", 2)


@pytest.mark.parametrize(
    ("key_of", "found"),
    [
        ("3.17", [(3, 17)]),
        ("2147483648.1", []),  # more than a column of PostgreSQL can hold
        ("1.9999999999", []),
        ("3.", []),
        ("3.1.7", []),
        ("x.1", []),
    ],
)
def test_a_flag_names_a_place_that_can_be(key_of: str, found: list[tuple[int, int]]) -> None:
    assert places([key_of]) == found
