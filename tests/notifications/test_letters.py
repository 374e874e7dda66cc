"""Letters: what is unread and still there, once, with a way out; owed until written."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.actions import delete_topic
from kalo.forum.actions.watching import follow_topic
from kalo.forum.models import Category, Topic
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter, deliver
from kalo.notifications.actions import letters as writing
from kalo.notifications.actions import save_wishes, write_letters
from kalo.notifications.models import LetterNote, Notification, Preference
from tests.conftest import Browser
from tests.factories.forum import answer, done, fresh
from tests.notifications.conftest import Postbox

Step = Callable[[], None]


def notes() -> list[tuple[str, str]]:
    return [
        (n.way, n.skipped) for n in db.session.scalars(select(LetterNote).order_by(LetterNote.id))
    ]


@pytest.fixture
def mention(topic: Topic, grace: Person, minute: Step) -> Callable[..., None]:
    """mention() has Grace name Ada in Ada's topic."""

    def _mention(words: str = "Τι λες, @ada;") -> None:
        answer(topic, grace, words)
        minute()

    return _mention


def test_a_letter_at_once_waits_two_minutes_and_carries_the_words(
    postbox: Postbox, mention: Any, minute: Step, time: Any, topic: Topic
) -> None:
    mention("Τι λες, @ada; Το **35%** των κερδών <b>μένει</b>.")
    assert postbox.letters == []

    time(minutes=3)
    minute()
    minute()

    assert postbox.subjects == [("ada@example.org", "Πώς ξεκινάμε;")]
    letter = postbox.letters[0]
    plain = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert "Grace: σε αναφέρει στο «Πώς ξεκινάμε;»" in plain
    assert "Το 35% των κερδών" in plain
    assert f"http://localhost{topic.path}2" in plain
    assert f'href="http://localhost{topic.path}2"' in html
    assert "Το 35% των κερδών" in html
    assert "<b>μένει</b>" not in html
    assert "<table" not in html
    assert notes() == [("once", "")]


def test_the_head_of_a_letter_threads_lists_and_unsubscribes(
    postbox: Postbox, mention: Any, minute: Step, time: Any, topic: Topic
) -> None:
    mention()
    time(minutes=3)
    minute()
    letter = postbox.letters[0]
    root = f"<topic-{topic.id}@ekalo.example>"
    assert (letter["In-Reply-To"], letter["References"]) == (root, root)
    assert letter["Message-ID"] != root
    assert letter["List-Id"] == "e-KALO <forum.ekalo.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # Whole in one line, as mail programs read it.
    line = rb"List-Unsubscribe: <http://localhost/accounts/letters/[\w.\-]+>\r?\n"
    assert re.search(line, postbox.raw[0])


def test_news_that_was_read_meanwhile_is_not_written(
    postbox: Postbox, mention: Any, minute: Step, time: Any, as_ada: Browser, topic: Topic
) -> None:
    mention()
    as_ada.post(f"{topic.path}reading", data={"number": "2"})
    time(minutes=3)
    minute()
    assert (postbox.letters, notes()) == ([], [("once", "read")])


def test_one_letter_per_subject_while_it_is_unread(
    postbox: Postbox, mention: Any, minute: Step, time: Any, as_ada: Browser, topic: Topic
) -> None:
    mention("Ένα, @ada")
    mention("Δύο, @ada")
    time(minutes=3)
    minute()
    mention("Τρία, @ada")
    time(minutes=3)
    minute()
    assert len(postbox.letters) == 1
    words = postbox.letters[0].get_body(("plain",)).get_content()
    assert [each in words for each in ("Ένα", "Δύο", "Τρία")] == [True, True, False]

    as_ada.post(f"{topic.path}reading", data={"number": "4"})
    mention("Τέσσερα, @ada")
    time(minutes=3)
    minute()
    assert len(postbox.letters) == 2


def lose_sight(topic: Topic, ada: Person, category: Category) -> None:
    with transaction():
        fresh(category).see = "staff"


def topic_gone(topic: Topic, ada: Person, category: Category) -> None:
    done(delete_topic, topic, ada)


def post_gone(topic: Topic, ada: Person, category: Category) -> None:
    with transaction():
        db.session.execute(
            db.text("UPDATE forum_post SET deleted_at = created_at WHERE number = 2")
        )


def mute(topic: Topic, ada: Person, category: Category) -> None:
    done(lambda a, t: follow_topic(a, t, 0), ada, topic)


def suspend(topic: Topic, ada: Person, category: Category) -> None:
    with transaction():
        fresh(ada).suspended_at = fresh(ada).joined_at


def no_letters(topic: Topic, ada: Person, category: Category) -> None:
    with transaction():
        fresh(ada).letters = False


def only_bell(topic: Topic, ada: Person, category: Category) -> None:
    with transaction():
        save_wishes(fresh(ada), True, {"forum.mention": "bell"})


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lose_sight, "gone"),
        (topic_gone, "gone"),
        (post_gone, "gone"),
        (mute, "gone"),
        (suspend, "suspended"),
        (no_letters, "off"),
        (only_bell, "off"),
    ],
)
def test_what_may_be_seen_and_wanted_is_asked_again_when_it_is_written(
    postbox: Postbox,
    mention: Any,
    minute: Step,
    time: Any,
    topic: Topic,
    ada: Person,
    category: Category,
    happens: Any,
    why: str,
) -> None:
    mention()
    happens(topic, ada, category)
    time(minutes=3)
    minute()
    assert (postbox.letters, notes()) == ([], [("once", why)])


def test_a_crash_between_claim_and_letter_leaves_it_owed(
    postbox: Postbox, mention: Any, minute: Step, time: Any, ada: Person, monkeypatch: Any
) -> None:
    mention()
    time(minutes=3)

    def die(*_all: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(writing, "note", die)
        with pytest.raises(KeyboardInterrupt), transaction():
            write_letters(ada.id)
    assert db.session.scalars(select(Letter)).all() == []

    minute()
    minute()
    assert len(postbox.letters) == 1


def test_a_crash_between_the_servers_yes_and_our_note_repeats_the_same_message_id(
    postbox: Postbox, mention: Any, minute: Step, time: Any, ada: Person, monkeypatch: Any
) -> None:
    mention()
    time(minutes=3)

    def die(*_all: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        with transaction():
            write_letters(ada.id)
        number = db.session.scalars(select(Letter.id)).one()
        broken.setattr("kalo.kit.mail._settle", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(number)
    time(minutes=6)
    minute()
    first, second = [str(letter["Message-ID"]) for letter in postbox.letters]
    assert first == second


def test_what_is_written_twice_by_two_workers_goes_once(
    postbox: Postbox, mention: Any, minute: Step, time: Any, ada: Person
) -> None:
    mention()
    time(minutes=3)
    for _ in range(2):
        with transaction():
            write_letters(ada.id)
    minute()
    assert len(postbox.letters) == 1


def test_in_quiet_hours_a_letter_waits_for_their_end(
    postbox: Postbox, mention: Any, minute: Step, time: Any, ada: Person
) -> None:
    with transaction():
        save_wishes(fresh(ada), True, {}, quiet_from=9, quiet_to=12)
    mention()
    time(minutes=30)
    minute()
    assert postbox.letters == []
    time(minutes=100)
    minute()
    assert len(postbox.letters) == 1


def test_what_is_too_much_for_a_day_comes_with_the_daily_letter(
    postbox: Postbox, mention: Any, minute: Step, time: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(writing, "MOST_A_DAY", 0)
    mention()
    time(minutes=3)
    minute()
    assert (postbox.letters, notes()) == ([], [("once", "many")])
    time(hours=23)
    minute()
    assert postbox.subjects == [("ada@example.org", "Η μέρα σου στο e-ΚΑΛΟ: Πώς ξεκινάμε;")]


def test_the_daily_letter_gathers_what_is_watched(
    postbox: Postbox, topic: Topic, grace: Person, ada: Person, minute: Step, time: Any
) -> None:
    answer(topic, grace, "Χωρίς όνομα")
    minute()
    time(hours=1)
    minute()
    assert postbox.letters == []
    time(hours=22)
    minute()
    letter = postbox.letters[0]
    assert postbox.subjects == [(ada.email, "Η μέρα σου στο e-ΚΑΛΟ: Πώς ξεκινάμε;")]
    assert "Grace: Χωρίς όνομα" in letter.get_body(("plain",)).get_content()
    time(hours=24)
    minute()
    assert len(postbox.letters) == 1


def stop_path(letter: Any) -> str:
    return str(letter["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost")


@pytest.fixture
def with_tokens(app: Any) -> None:
    """As outside tests: a form needs its token, unless its door says otherwise."""
    app.config["WTF_CSRF_ENABLED"] = True


def test_letters_stop_by_one_post_without_cookies_and_never_by_looking(
    postbox: Postbox,
    mention: Any,
    minute: Step,
    time: Any,
    ada: Person,
    as_person: Any,
    with_tokens: None,
) -> None:
    mention()
    time(minutes=3)
    minute()
    path, guest = stop_path(postbox.letters[0]), as_person(None)
    page = guest.get(path)
    guest.head(path)
    assert page.status_code == 200
    assert "Σταμάτησε αυτά τα e-mail" in page.text
    assert db.session.get(Preference, ada.id).ways == {}  # type: ignore[union-attr]

    answer_ = guest.post(path, data={"List-Unsubscribe": "One-Click"})

    assert answer_.status_code == 200
    assert db.session.get(Preference, ada.id).ways == {"forum.mention": "bell"}  # type: ignore[union-attr]
    assert "Δεν θα λαμβάνεις άλλα τέτοια" in guest.get(path).text


def test_all_letters_stop_by_the_other_button_and_a_false_address_is_none(
    postbox: Postbox, mention: Any, minute: Step, time: Any, ada: Person, as_person: Any
) -> None:
    mention()
    time(minutes=3)
    minute()
    path, guest = stop_path(postbox.letters[0]), as_person(None)
    assert guest.post(f"{path}x", data={"all": "1"}).status_code == 404
    assert fresh(ada).letters is True
    assert guest.post(path, data={"all": "1"}).status_code == 303
    assert fresh(ada).letters is False


def test_an_address_that_is_refused_three_times_gets_no_more_and_there_is_a_way_back(
    postbox: Postbox,
    mention: Any,
    minute: Step,
    time: Any,
    ada: Person,
    as_ada: Browser,
    topic: Topic,
) -> None:
    postbox.refuse = "550 no such person"
    for number in (2, 3, 4, 5):
        mention(f"Ώρα {number}, @ada")
        time(minutes=3)
        minute()
        as_ada.post(f"{topic.path}reading", data={"number": str(number)})
    assert notes() == [("once", "")] * 3 + [("once", "refused")]
    assert "γυρίζουν πίσω" in as_ada.get("/accounts/news/").text
    assert "Δοκίμασε ξανά" in as_ada.get("/accounts/preferences/news").text

    postbox.refuse = ""
    as_ada.post("/accounts/preferences/news/address")
    mention("Πάλι, @ada")
    time(minutes=3)
    minute()
    assert len(postbox.letters) == 1


def test_a_refusal_for_now_is_tried_again(
    postbox: Postbox, mention: Any, minute: Step, time: Any, ada: Person
) -> None:
    postbox.refuse = "451 later"
    mention()
    time(minutes=3)
    minute()
    postbox.refuse = ""
    time(minutes=10)
    minute()
    assert len(postbox.letters) == 1
    assert db.session.get(Preference, ada.id).refusals == 0  # type: ignore[union-attr]


def test_administrators_see_what_became_of_letters_and_nobody_else(
    postbox: Postbox,
    mention: Any,
    minute: Step,
    time: Any,
    administrator: Person,
    moderator: Person,
    as_person: Any,
    topic: Topic,
) -> None:
    mention("Μυστικά λόγια, @ada")
    time(minutes=3)
    minute()
    page = as_person(administrator).get("/accounts/admin/letters").text
    assert "Στάλθηκε" in page
    assert f"topic:{topic.id}" in page
    assert "Μυστικά λόγια" not in page
    assert as_person(moderator).get("/accounts/admin/letters").status_code == 403
    assert as_person(None).get("/accounts/admin/letters").status_code == 303


def test_the_row_is_owed_with_the_news(topic: Topic, mention: Any, ada: Person, time: Any) -> None:
    mention()
    row = db.session.scalars(select(Notification)).one()
    assert (row.person_id, row.way, row.kind) == (ada.id, "once", "forum.mention")
    assert row.due_at == time(minutes=2)
