"""Searches that members keep: told once of each entry and each deadline, and in the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.own_data import everything_of
from kalo.kit import clock
from kalo.kit.dates import dates_of
from kalo.kit.db import db, transaction
from kalo.kit.locales import speaking
from kalo.notifications.models import NEVER, Notification, Preference
from kalo.notifications.subjects import still_visible, words_about
from kalo.toolbox.tools.funding import actions, queries
from kalo.toolbox.tools.funding.jobs import tell_of_funding_deadlines
from kalo.toolbox.tools.funding.models import Funding, FundingSearch, FundingTold
from kalo.toolbox.tools.funding.notices import tell_of_deadlines
from kalo.toolbox.tools.funding.rules import Wish
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.toolbox.funding.conftest import Lay, offer

AT = "/toolbox/tools/funding/searches/"
KEPT = {"name": "Δάνεια", "tells": "y", "in_calendar": "y"}


@pytest.fixture(autouse=True)
def stands(time_: Clock) -> Clock:
    return time_


def keep(person: Person, wish: Wish = Wish(), **said: Any) -> int:  # noqa: B008
    """A kept search, by its number."""
    with transaction():
        wishes = {"name": "Δάνεια", "tells": True, "in_calendar": True, **said}
        return actions.keep_search(db.session.get_one(Person, person.id), wish, **wishes).id


def news(person: Person) -> list[tuple[str, str, int]]:
    """What stands on the bell of a person: the kind, what it is called, how many times."""
    rows = select(Notification).where(Notification.person_id == person.id).order_by(Notification.id)
    return [(row.kind, row.what, row.unread) for row in db.session.scalars(rows)]


def remind() -> None:
    with transaction():
        tell_of_deadlines()


def test_a_search_is_kept_changed_and_let_go(as_ada: Browser, ada: Person, lay: Lay) -> None:
    lay(offer("a"))
    directory = as_ada.get("/toolbox/tools/funding/directory/?form=loan&amount=9.000").text
    assert 'name="form" value="loan"' in directory
    answer = as_ada.post(AT, data={**KEPT, "form": "loan", "amount": "9000"})
    assert (answer.status_code, answer.location) == (303, AT)
    kept = db.session.scalars(select(FundingSearch)).one()
    assert kept.asked == {"form": ["loan"], "amount": 9000}
    as_ada.post(AT, data={**KEPT, "name": "Άλλο", "form": "loan", "amount": "9.000"})
    assert db.session.scalars(select(FundingSearch)).one().name == "Άλλο"  # the same search
    number = kept.id
    said = {f"s{number}-name": "Λίγα", f"s{number}-tells": "y"}
    assert as_ada.post(f"{AT}{number}", data=said).status_code == 303
    kept = db.session.scalars(select(FundingSearch)).one()
    assert (kept.name, kept.tells, kept.in_calendar) == ("Λίγα", True, False)
    assert as_ada.post(f"{AT}{number}", data={f"s{number}-name": ""}).status_code == 422
    assert as_ada.post(f"{AT}{number}/end").status_code == 303
    assert db.session.scalars(select(FundingSearch)).all() == []


def test_twenty_are_enough(as_ada: Browser, ada: Person, lay: Lay) -> None:
    for amount in range(1, queries.MOST_SEARCHES + 1):
        keep(ada, Wish(amount=amount))
    answer = as_ada.post(AT, data={**KEPT, "q": "κι άλλο"})
    assert answer.status_code == 422
    assert "Κρατάς 20 αναζητήσεις" in answer.text
    assert as_ada.post(AT, data={**KEPT, "amount": "1"}).status_code == 303  # one of the twenty


@pytest.mark.parametrize(("who", "code"), [("mallory", 404), (None, 404)])
def test_what_one_keeps_is_there_for_nobody_else(
    as_person: Callable[..., Browser], ada: Person, mallory: Person, who: str | None, code: int
) -> None:
    number = keep(ada)
    browser = as_person(mallory if who else None)
    assert browser.post(f"{AT}{number}/end").status_code == code
    assert browser.post(f"{AT}{number}", data={f"s{number}-name": "x"}).status_code == code
    assert "Δάνεια" not in browser.get(AT, follow_redirects=True).text
    assert len(db.session.scalars(select(FundingSearch)).all()) == 1


def test_a_guest_is_led_to_sign_in(client: Browser) -> None:
    assert client.get(AT).location == f"/accounts/sign-in?next={AT.replace('/', '%2F')}" or (
        client.get(AT).location == f"/accounts/sign-in?next={AT}"
    )
    assert client.post(AT, data=KEPT).status_code == 401


def test_what_is_new_or_changes_is_told_once_to_each_whom_it_suits(
    ada: Person, grace: Person, mallory: Person, lay: Lay, work: Callable[[], int]
) -> None:
    keep(ada, Wish(form=("loan",)))
    keep(ada, Wish(amount=5_000))  # both are met: told once all the same
    keep(grace, Wish(form=("grant",)))
    keep(mallory, Wish(), tells=False)
    lay(offer("a", most=9_000))
    work()
    assert news(ada) == [("toolbox.funding", "Εργαλείο a", 1)]
    assert news(grace) == news(mallory) == []
    lay(offer("a", most=9_000))  # nothing differs
    work()
    changed = offer("a", most=9_000)
    changed["text"] = {"el": "Άλλα λόγια.", "en": "Other words."}
    lay(changed)  # words alone are no news
    work()
    assert news(ada) == [("toolbox.funding", "Εργαλείο a", 1)]
    lay(offer("a", most=9_000, forms=["grant"]))
    work()
    assert news(ada) == [("toolbox.funding", "Εργαλείο a", 2)]  # by the amount, not the form
    assert news(grace) == [("toolbox.funding", "Εργαλείο a", 1)]
    assert len(db.session.scalars(select(FundingTold)).all()) == 3


def test_what_is_closed_or_gone_is_told_to_nobody(
    ada: Person, lay: Lay, work: Callable[[], int]
) -> None:
    keep(ada)
    lay(offer("a", state="closed"), offer("b"))
    work()
    assert news(ada) == [("toolbox.funding", "Εργαλείο b", 1)]
    row = db.session.scalars(select(Funding).where(Funding.key == "b")).one()
    assert still_visible(ada, [f"funding:{row.id}"]) == {f"funding:{row.id}"}
    lay(offer("a", state="closed"))
    work()
    assert still_visible(ada, [f"funding:{row.id}"]) == set()
    assert len(news(ada)) == 1
    lay(offer("a", state="closed"), offer("b"))  # it is back
    work()
    assert news(ada) == [("toolbox.funding", "Εργαλείο b", 2)]


def test_a_letter_says_how_much_until_when_and_who_decides(
    ada: Person, lay: Lay, work: Callable[[], int]
) -> None:
    keep(ada)
    lay(offer("a", least=3_000, most=9_000, closes=str(clock.today() + timedelta(days=9))))
    work()
    row = db.session.scalars(select(Funding)).one()
    said = words_about(ada, f"funding:{row.id}", ["funding-version-1"])
    assert said is not None
    assert "3.000 € έως 9.000 €" in said[0].text
    assert "Η έγκριση είναι πάντα απόφαση εκείνου που δίνει τα χρήματα." in said[0].text


def test_who_wants_no_such_news_has_none(
    ada: Person, lay: Lay, make: Callable[..., Any], work: Callable[[], int]
) -> None:
    keep(ada)
    make(Preference, person_id=ada.id, ways={"toolbox.funding": NEVER})
    lay(offer("a"))
    work()
    assert news(ada) == []


def test_a_deadline_reminds_twice_and_only_of_what_is_ours(
    ada: Person, lay: Lay, time_: Clock, work: Callable[[], int]
) -> None:
    closes = str(clock.today() + timedelta(days=15))
    bank = {"el": "για τράπεζες", "en": "for banks"}
    lay(offer("a", closes=closes), offer("b", closes=closes, closes_for=bank))
    keep(ada)
    remind()
    assert news(ada) == []
    time_.pass_by(days=1)
    remind()
    remind()
    assert news(ada) == [("toolbox.funding_closes", "Εργαλείο a", 1)]
    time_.pass_by(days=11)
    remind()
    assert news(ada) == [("toolbox.funding_closes", "Εργαλείο a", 2)]
    moved = str(date.fromisoformat(closes) + timedelta(days=1))
    lay(offer("a", closes=moved))  # told of the move, and then of the new day
    work()
    remind()
    assert news(ada) == [("toolbox.funding_closes", "Εργαλείο a", 4)]


def test_deadlines_stand_in_the_calendar_and_move_with_their_facts(
    ada: Person, grace: Person, lay: Lay, queries_run: list[str]
) -> None:
    day = clock.today() + timedelta(days=40)
    lay(offer("a", closes=str(day)), offer("b", closes=str(day), forms=["grant"]))
    keep(ada, Wish(form=("loan",)))
    keep(ada, Wish(family="private", form=("loan",)))
    keep(grace, in_calendar=False)
    queries_run.clear()
    (line,) = _of(ada)
    assert len([each for each in queries_run if "toolbox_funding" in each]) == 2
    assert (line.start, line.title, line.sequence) == (day, "Προθεσμία: Εργαλείο a", 0)
    assert _of(grace) == []
    lay(offer("a", closes=str(day + timedelta(days=2))))
    (moved,) = _of(ada)
    assert (moved.name, moved.start) == (line.name, day + timedelta(days=2))
    assert moved.sequence == 1
    lay()
    assert _of(ada) == []


def _of(person: Person) -> list[Any]:
    with speaking("el"):
        return [each for each in dates_of(person) if each.name.startswith("funding-")]


def test_one_takes_their_searches_along_and_leaves_none(ada: Person, lay: Lay) -> None:
    keep(ada, Wish(q="δάνειο"))
    said = everything_of(db.session.get_one(Person, ada.id))["funding"]
    assert said["searches"][0]["looks_for"] == {"q": "δάνειο"}
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert db.session.scalars(select(FundingSearch)).all() == []


def test_the_round_of_the_day_tells(ada: Person, lay: Lay) -> None:
    lay(offer("a", closes=str(clock.today())))
    keep(ada)
    with transaction():
        tell_of_funding_deadlines()
    assert len(news(ada)) == 1
