"""How people say how they want to be told, and the bell that keeps up."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.accounts.own_data import everything_of
from kalo.forum.models import Topic
from kalo.kit.db import db
from kalo.notifications.forms import name_of, offered
from kalo.notifications.models import Notification, Preference, kinds
from tests.conftest import Browser
from tests.factories.forum import answer, fresh

PAGE = "/accounts/preferences/news"


def wishes(**changed: str) -> dict[str, str]:
    """The form as it is sent."""
    ways = {name_of(key): kinds[key].way for key in offered()}
    hours = {"hour": "8", "weekday": "0", "quiet_from": "", "quiet_to": ""}
    return {**ways, **hours, "letters": "y", "digest": "y", **changed}


def test_each_kind_is_a_sentence_with_a_choice(as_ada: Browser) -> None:
    page = as_ada.get(PAGE).text
    assert "Κάποιο άτομο με αναφέρει" in page
    assert page.count("<select") == len(offered()) + 4
    assert "μόνο στο καμπανάκι" in page
    assert PAGE in as_ada.get("/accounts/me/preferences").text


def test_the_kinds_stand_in_groups_what_is_for_me_first(as_ada: Browser) -> None:
    page = as_ada.get(PAGE).text
    assert re.findall(r"<legend>([^<]+)</legend>", page) == [
        "Στις συζητήσεις, για μένα",
        "Στις συζητήσεις, γύρω μου",
        "Βεβαιώσεις",
        "Δράσεις",
        "Μάθηση",
        "Συντονισμός",
        "Φορείς",
        "Εργαλεία",
        "Πότε, σε ώρα Ελλάδας",
    ]
    for_me, around, *_more = page.split("<legend>")[1:]
    assert for_me.count("<select") == 7
    assert "Κάποιο άτομο μου απαντά" in for_me
    assert "Κάποιο άτομο γράφει σε συζήτηση που παρακολουθώ" in around
    labels = re.findall(r'<label for="([^"]+)">', page)
    assert [
        each for each in re.findall(r'<select[^>]* id="([^"]+)"', page) if each not in labels
    ] == []


def test_only_what_differs_is_kept(as_ada: Browser, ada: Person) -> None:
    sent = wishes(**{"way_forum-mention": "never", "quiet_from": "22", "quiet_to": "8"})
    assert as_ada.post(PAGE, data=sent).status_code == 303
    kept = db.session.get_one(Preference, ada.id)
    assert kept.ways == {"forum.mention": "never"}
    assert (kept.quiet_from, kept.quiet_to, kept.hour, kept.digest) == (22, 8, 8, True)
    assert kept.digest_at is not None
    page = as_ada.get(PAGE).text
    assert '<option selected value="never">' in page


def test_half_a_stretch_of_quiet_is_none_and_nonsense_is_refused(
    as_ada: Browser, ada: Person
) -> None:
    as_ada.post(PAGE, data=wishes(quiet_from="22"))
    assert db.session.get_one(Preference, ada.id).quiet_from is None
    assert as_ada.post(PAGE, data=wishes(hour="25")).status_code == 422
    assert as_ada.post(PAGE, data=wishes(**{"way_events-moved": "once"})).status_code == 422


def test_without_the_master_switch_no_letter_is_owed(
    as_ada: Browser, ada: Person, grace: Person, topic: Topic, work: Any
) -> None:
    sent = wishes()
    del sent["letters"]
    as_ada.post(PAGE, data=sent)
    assert fresh(ada).letters is False
    answer(topic, grace, "@ada;")
    work()
    row = db.session.scalars(select(Notification)).one()
    assert (row.unread, row.way, row.due_at) == (1, "", None)


def test_who_wants_to_hear_nothing_of_a_kind_hears_nothing(
    as_ada: Browser, grace: Person, topic: Topic, work: Any
) -> None:
    as_ada.post(PAGE, data=wishes(**{"way_forum-mention": "never"}))
    answer(topic, grace, "@ada;")
    work()
    assert db.session.scalars(select(Notification)).all() == []


@pytest.mark.parametrize("path", [PAGE, "/accounts/news/", "/accounts/news/bell"])
def test_guests_are_led_to_sign_in(as_person: Any, path: str) -> None:
    assert as_person(None).get(path).status_code == 303


def test_the_bell_answers_only_what_the_page_does_not_know(
    as_ada: Browser, grace: Person, topic: Topic, work: Any, queries_run: list[str]
) -> None:
    assert as_ada.get("/accounts/news/bell?seen=0").status_code == 204
    answer(topic, grace)
    work()
    bell = as_ada.get("/accounts/news/bell?seen=0")
    assert (bell.status_code, "1 νέα ειδοποίηση" in bell.text) == (200, True)
    queries_run.clear()
    assert as_ada.get("/accounts/news/bell?seen=1").status_code == 204
    assert len(queries_run) == 2  # who asks, and how many


def test_the_list_is_filtered_marked_and_turned(as_ada: Browser, ada: Person, app: Any) -> None:
    from kalo.forum.notices import MENTION, REPLY
    from kalo.kit.db import transaction
    from kalo.notifications.actions import notify

    with transaction():
        for number in range(25):
            kind = MENTION if number % 2 else REPLY
            notify([ada.id], kind, f"test:{number}", f"Νο{number:02d}!", f"/x/{number}", None)
    first = as_ada.get("/accounts/news/").text
    assert first.count('id="news-row-') == 20
    row = db.session.scalars(select(Notification).where(Notification.subject == "test:24")).one()
    assert as_ada.post(f"/accounts/news/{row.id}/mark").status_code == 303
    assert "Νο24!" not in as_ada.get("/accounts/news/").text  # what is read comes last
    assert "Νο24!" not in as_ada.get("/accounts/news/?only=unread").text
    mine = as_ada.get("/accounts/news/?only=mine").text
    assert (mine.count("Νο"), "Νο23!" in mine) == (12, True)
    assert as_ada.get("/accounts/news/?after=nonsense").status_code == 404


def test_wishes_and_news_are_given_back_and_go_with_the_person(
    as_ada: Browser, ada: Person, grace: Person, topic: Topic, work: Any
) -> None:
    from kalo import signals
    from kalo.kit.db import transaction

    as_ada.post(PAGE, data=wishes(**{"way_forum-mention": "daily"}))
    answer(topic, grace, "@ada;")
    work()
    held = everything_of(fresh(ada))["notifications"]
    assert held["wishes"]["ways"] == {"forum.mention": "daily"}
    assert [each["about"] for each in held["news"]] == [topic.title]
    with transaction():
        signals.person_left.send(fresh(ada))
    assert db.session.get(Preference, ada.id) is None
    assert db.session.scalars(select(Notification)).all() == []
