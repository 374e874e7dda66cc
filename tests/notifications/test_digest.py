"""Be away a week: one letter of what waits and what moves, and nothing where there is nothing."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select

from kalo.accounts.login import open_sign_in
from kalo.accounts.models import Person, SignIn
from kalo.forum.actions.watching import follow_topic
from kalo.forum.models import Category
from kalo.forum.models.reading import MUTED, TRACKING
from kalo.kit.db import db, transaction
from kalo.notifications.models import LetterNote
from tests.factories.forum import answer, done, talk
from tests.notifications.conftest import Postbox

Step = Callable[[], None]


def weekly() -> list[str]:
    rows = select(LetterNote).where(LetterNote.way == "weekly").order_by(LetterNote.id)
    return [note.skipped for note in db.session.scalars(rows)]


def here(person: Person) -> None:
    """A visit now."""
    with transaction():
        db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
        open_sign_in(person)


def test_who_was_away_hears_what_waits_and_what_moves(
    postbox: Postbox,
    category: Category,
    ada: Person,
    grace: Person,
    mallory: Person,
    minute: Step,
    time: Any,
    as_person: Any,
) -> None:
    here(ada)
    here(mallory)
    mine = talk(category, ada, "Δικό μου")
    followed = talk(category, grace, "Το ακολουθώ")
    muted = talk(category, grace, "Σιωπηλό")
    done(lambda p, t: follow_topic(p, t, TRACKING), ada, followed)
    as_person(ada).post(f"{followed.path}reading", data={"number": "1"})
    done(lambda p, t: follow_topic(p, t, MUTED), ada, muted)
    minute()
    time(days=4)
    for topic in (mine, followed, muted):
        answer(topic, mallory, "Κάτι είπα")
    talk(category, mallory, "Καινούργιο")
    minute()
    time(days=1)
    minute()  # the daily letter about what she watches
    time(days=7)
    here(mallory)
    minute()

    weeklies = [letter for letter in postbox.letters if "εβδομάδα" in letter["Subject"]]
    assert ada.email in [str(letter["To"]) for letter in weeklies]
    assert mallory.email not in [str(letter["To"]) for letter in weeklies]
    letter = next(letter for letter in weeklies if letter["To"] == ada.email)
    words = letter.get_body(("plain",)).get_content()
    found = [title in words for title in ("Το ακολουθώ", "Καινούργιο", "Σιωπηλό")]
    assert found == [True, True, False]
    assert words.index("Το ακολουθώ") < words.index("Καινούργιο")
    assert letter["List-Unsubscribe"]
    link = re.search(r"http://localhost(/forum/t/\S+)", words[words.index("* Το ακολουθώ") :])
    page = as_person(ada).get(link[1], follow_redirects=True).text  # type: ignore[index]
    assert (link[1], "Κάτι είπα" in page) == (f"{followed.path}2", True)  # type: ignore[index]


def test_nothing_is_sent_when_there_is_nothing(
    postbox: Postbox, ada: Person, minute: Step, time: Any
) -> None:
    minute()
    time(days=7)
    minute()
    assert (postbox.letters, weekly()) == ([], ["nothing"])


def test_at_most_ten_lines_and_nobody_who_was_here_is_reminded(
    postbox: Postbox, category: Category, ada: Person, grace: Person, minute: Step, time: Any
) -> None:
    here(grace)
    minute()
    time(days=1)
    for number in range(14):
        talk(category, grace, f"Θέμα {number:02d}")
    time(days=5)
    here(grace)
    minute()
    assert [str(letter["To"]) for letter in postbox.letters] == [ada.email]
    assert postbox.letters[0].get_body(("plain",)).get_content().count("* Θέμα") == 10


def test_the_weekly_letter_stops_for_who_stays_away(
    postbox: Postbox, category: Category, ada: Person, grace: Person, minute: Step, time: Any
) -> None:
    minute()
    talk(category, grace)
    time(days=200)
    minute()
    assert (postbox.letters, set(weekly())) == ([], {"away"})
