"""What is told by letter at once goes by letter, also where no new post is the reason for it."""

from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.actions.polls import Asked
from kalo.forum.actions.watching import follow_topic
from kalo.forum.jobs import ring_timers, tell_reminders
from kalo.forum.models import Topic
from kalo.forum.models.reading import WATCHING
from kalo.kit.db import db, transaction
from kalo.notifications.actions import save_wishes
from tests.factories.forum import answer, done
from tests.notifications.conftest import Postbox

Step = Callable[[], None]
FIRST = "Η πρώτη ανάρτηση"


def a_reminder(as_person: Any, topic: Topic, reader: Person, moderator: Person, time: Any) -> None:
    kept = {"note": "", "remind": "tomorrow"}
    as_person(reader).post(f"{topic.path}1/bookmark", data=kept)
    time(days=1)
    assert tell_reminders() == 1


def a_timer(as_person: Any, topic: Topic, reader: Person, moderator: Person, time: Any) -> None:
    sent = {"kind": "remind", "at": "2026-10-07T11:00"}
    assert as_person(moderator).post(f"{topic.path}timers", data=sent).status_code == 303
    time(hours=2)
    assert ring_timers() == 1


def a_correction(
    as_person: Any, topic: Topic, reader: Person, moderator: Person, time: Any
) -> None:
    answer(topic, reader, "Πρώτα λόγια")
    sent = {"body": "Λόγια με μέτρο", "revision": "1", "reason": "Πιο ήρεμα"}
    page = as_person(moderator).post(f"{topic.path}2/edit", data=sent)
    assert page.status_code == 303


def a_poll(as_person: Any, topic: Topic, reader: Person, moderator: Person, time: Any) -> None:
    with transaction():
        save_wishes(db.session.merge(reader), True, {"forum.poll": "once"})
        follow_topic(reader, db.session.merge(topic), WATCHING)
        actions.add_poll(db.session.merge(topic), Asked("one", ["Ναι", "Όχι"]))
    done(actions.close_poll, topic)


@pytest.mark.parametrize(
    ("happens", "to", "line", "words"),
    [
        (a_reminder, "grace", "Ήθελες να επιστρέψεις στο «Πώς ξεκινάμε;»", FIRST),
        (a_timer, "moira", "Ήθελες να δεις τη συζήτηση «Πώς ξεκινάμε;»", ""),
        (
            a_correction,
            "grace",
            "Η ομάδα συντονισμού άλλαξε κάτι που έγραψες στο «Πώς ξεκινάμε;»",
            "Λόγια με μέτρο",
        ),
        (a_poll, "grace", "Η ψηφοφορία στο «Πώς ξεκινάμε;» έκλεισε", ""),
    ],
)
def test_it_goes(
    postbox: Postbox, as_person: Any, topic: Topic, grace: Person, moderator: Person, minute: Step,
    time: Any, happens: Any, to: str, line: str, words: str,
) -> None:  # fmt: skip
    happens(as_person, topic, grace, moderator, time)
    minute()
    time(minutes=3)
    minute()
    [letter] = [each for each in postbox.letters if each["To"] == f"{to}@example.org"]
    said = letter.get_body(("plain",)).get_content()
    assert line in said
    assert words in said
    assert (FIRST in said) is (words == FIRST)
