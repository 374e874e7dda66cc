"""The page of a room and its door: who is let in, who is told what, and what everybody sees."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events.models import CANCELLED, DRAFT
from kalo.kit.db import db, transaction
from kalo.live.views.panels import panel
from tests.factories.events import make_event, seat
from tests.factories.live import done, fill_log, gathering, key, log_of, state_of


def title_of(answer: Any) -> str:
    return answer.text.split("<h1>")[1].split("</h1>")[0]


def test_people_with_a_seat_the_facilitator_and_staff_come_in(
    event: Any, as_person: Any, ada: Any, grace: Any, moderator: Any, administrator: Any
) -> None:
    for person in (ada, grace, moderator, administrator):
        answer = as_person(person).get(f"/live/{event.id}/")
        assert (answer.status_code, title_of(answer)) == (200, "Εργαστήριο για το καταστατικό")


def test_whoever_has_no_seat_is_told_how_to_get_one(
    event: Any, as_person: Any, mallory: Any
) -> None:
    answer = as_person(mallory).get(f"/live/{event.id}/")
    assert (answer.status_code, title_of(answer)) == (
        403,
        "Η αίθουσα είναι για όσα άτομα έχουν θέση",
    )
    assert f'href="{event.path}"' in answer.text


def test_a_guest_is_asked_to_sign_in_and_comes_back(event: Any, client: Any) -> None:
    answer = client.get(f"/live/{event.id}/")
    assert (answer.status_code, answer.location) == (
        303,
        f"/accounts/sign-in?next=/live/{event.id}/",
    )


def test_without_a_limit_of_seats_any_member_comes_in(
    at: Any, as_person: Any, mallory: Any
) -> None:
    open_to_all = gathering(capacity=None)
    assert as_person(mallory).get(f"/live/{open_to_all.id}/").status_code == 200


def test_an_address_that_was_not_confirmed_does_not_come_in(
    at: Any, as_person: Any, make_person: Any
) -> None:
    newcomer, open_to_all = make_person("Newcomer", confirmed_at=None), gathering(capacity=None)
    answer = as_person(newcomer).get(f"/live/{open_to_all.id}/")
    assert (answer.status_code, title_of(answer)) == (403, "Επιβεβαίωσε πρώτα τη διεύθυνσή σου")


def test_a_room_that_is_not_there_is_404(at: Any, as_person: Any, ada: Any, event: Any) -> None:
    without = make_event("2026-12-03 18:00", hours=1, title_el="Άλλο")
    draft = gathering(state=DRAFT, title_el="Σχέδιο")
    browser = as_person(ada)
    numbers = (without.id, draft.id, 4711)
    assert [browser.get(f"/live/{number}/").status_code for number in numbers] == [404, 404, 404]


@pytest.mark.parametrize(
    ("minutes", "status", "title"),
    [
        (-16, 200, "Η αίθουσα ανοίγει στις 17:45"),
        (-15, 200, "Εργαστήριο για το καταστατικό"),
        (179, 200, "Εργαστήριο για το καταστατικό"),
        (180, 403, "Η αίθουσα έκλεισε"),
    ],
)
def test_the_room_opens_before_the_start_and_closes_after_the_end(
    event: Any, at: Any, as_person: Any, grace: Any, minutes: int, status: int, title: str
) -> None:
    at.is_now(event.starts_at + timedelta(minutes=minutes))
    answer = as_person(grace).get(f"/live/{event.id}/")
    assert (answer.status_code, title_of(answer)) == (status, title)


def test_what_was_said_is_read_afterwards_by_those_who_were_there(
    event: Any, at: Any, as_person: Any, grace: Any, mallory: Any
) -> None:
    seat(event, mallory)
    as_person(grace).post(f"/live/{event.id}/acts/said", data={"once": key(), "text": "Ήμουν εδώ"})
    at.is_now(event.ends_at + timedelta(hours=3))
    answer = as_person(grace).get(f"/live/{event.id}/")
    assert answer.status_code == 200
    assert "Ήμουν εδώ" in answer.text
    assert 'data-takes="no"' in answer.text
    assert as_person(mallory).get(f"/live/{event.id}/").status_code == 403
    late = as_person(grace).post(
        f"/live/{event.id}/acts/said", data={"once": key(), "text": "Άργησα"}
    )
    assert late.status_code == 422
    assert [words for _seq, _kind, _about, words in log_of(event)] == ["Ήμουν εδώ"]


def test_the_room_of_a_cancelled_event_stays_shut(at: Any, as_person: Any, ada: Any) -> None:
    called_off = gathering(state=CANCELLED, facilitator_id=ada.id)
    answer = as_person(ada).get(f"/live/{called_off.id}/")
    assert (answer.status_code, title_of(answer)) == (403, "Αυτή η αίθουσα δεν ανοίγει")


def test_words_and_questions_stand_in_the_room_with_their_votes(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    done("said", ada, event, "Καλώς ήρθατε <b>όλοι</b>")
    less = done("asked", grace, event, "Πότε;")
    more = done("asked", grace, event, "Πού;")
    done("voted", ada, event, more)
    page = as_person(ada).get(f"/live/{event.id}/").text
    assert "Καλώς ήρθατε &lt;b&gt;όλοι&lt;/b&gt;" in page
    assert page.index(f'id="question-{more}"') < page.index(f'id="question-{less}"')
    assert f'class="question" data-seq="{more}" data-votes="1"' in page


def test_english_words_under_en(event: Any, as_person: Any, grace: Any) -> None:
    done("asked", grace, event, "Πότε;")
    page = as_person(grace).get(f"/en/live/{event.id}/").text
    assert "Workshop on the statutes" in page
    assert f'action="/en/live/{event.id}/acts/voted"' in page


def test_those_who_lead_get_their_buttons(event: Any, as_person: Any, ada: Any, grace: Any) -> None:
    done("asked", grace, event, "Πότε;")
    counts = {
        person.name: as_person(person).get(f"/live/{event.id}/").text.count('data-act="hidden"')
        for person in (ada, grace)
    }
    assert counts == {"Ada": 2, "Grace": 0}  # of the question, and of whichever line


def test_a_former_member_keeps_no_name(event: Any, as_person: Any, ada: Any, grace: Any) -> None:
    done("said", grace, event, "Μένει")
    with transaction():
        db.session.get_one(Person, grace.id).name = ""
    page = as_person(ada).get(f"/live/{event.id}/").text
    assert "<b>πρώην μέλος</b>" in page


@pytest.mark.parametrize("how_many", [1, 3, 300])
def test_a_page_asks_the_same_few_questions_however_full_the_room(
    event: Any, as_person: Any, ada: Any, grace: Any, queries_run: Any, how_many: int
) -> None:
    done("asked", ada, event, "Πρώτη;")
    fill_log(event, [ada, grace], how_many)
    browser, number = as_person(grace), event.id
    addresses = (
        f"/live/{number}/",
        f"/live/{number}/entries?since=0",
        f"/live/{number}/panels/people",
    )
    asked = []
    for address in addresses:
        queries_run.clear()
        assert browser.get(address).status_code == 200
        asked.append(len([query for query in queries_run if "accounts_sign_in" not in query]))
    assert asked == [
        7,
        5,
        4,
    ]  # event, door, log, presence; names where there are any; on the page the bell, own stays


def test_more_than_a_hundred_lines_are_a_link_away(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    done("said", ada, event, "πρώτη λέξη")
    fill_log(event, [ada, grace], 105)
    short = as_person(grace).get(f"/live/{event.id}/").text
    whole = as_person(grace).get(f"/live/{event.id}/?talk=all").text
    assert (short.count('id="said-'), whole.count('id="said-')) == (100, 105)
    assert "5 παλαιότερα μηνύματα" in short
    assert ("πρώτη λέξη" in short, "πρώτη λέξη" in whole) == (False, True)


@pytest.mark.parametrize(
    ("kind", "name", "said", "latest_first"),
    [
        ("asked", "questions", {}, False),
        ("decided", "decisions", {}, True),
        ("poll_made", "polls", {"sort": "text", "at_once": True}, True),
    ],
)
def test_a_long_list_is_read_in_stretches(
    event: Any, as_person: Any, ada: Any, monkeypatch: Any, queries_run: Any, kind: str, name: str,
    said: Any, latest_first: bool,
) -> None:  # fmt: skip
    monkeypatch.setattr(panel, "MOST", 2)
    made = [done(kind, ada, event, f"α{number}", **said) for number in range(5)]
    browser, thing = as_person(ada), name.removesuffix("s")

    def read(address: str) -> tuple[list[int], str, int]:
        queries_run.clear()
        page = browser.get(f"/live/{event.id}/{address}").text
        found = [int(seq) for seq in re.findall(rf'<li id="{thing}-(\d+)"', page)]
        ways = re.findall(rf'href="(\?{name}=\d+)#panel-', page)
        return sorted(found, reverse=latest_first), "".join(ways), len(queries_run)

    first = read("")
    second = read(first[1])
    third = read(second[1])
    order = made[::-1] if latest_first else made
    assert [first[0], second[0], third[0]] == [order[:2], order[2:4], order[4:]]
    assert (third[1], {first[2], second[2], third[2]}) == ("", {first[2]})
    assert read(f"?{name}=999999")[0] == order[:2]


def test_who_votes_further_down_the_list_comes_back_there(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    asked = done("asked", ada, event, "Πότε;")
    vote = {
        "data": {"once": key(), "about": asked},
        "headers": {"Referer": f"/live/{event.id}/?questions=9"},
    }
    answer = as_person(grace).post(f"/live/{event.id}/acts/voted", **vote)
    assert answer.location == f"/live/{event.id}/?questions={asked}#question-{asked}"


def test_the_attendance_is_for_those_who_lead(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    browser = as_person(grace)
    browser.post(f"/live/{event.id}/presence")
    at.is_now(at.moment + timedelta(seconds=60))
    browser.post(f"/live/{event.id}/presence")
    assert browser.get(f"/live/{event.id}/attendance").status_code == 403
    page = as_person(ada).get(f"/live/{event.id}/attendance").text
    assert page.count("<tr><td") == 1
    assert "18:30" in page
    assert "18:31" in page
    assert state_of(event).seq == 0
