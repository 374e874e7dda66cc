"""What is sought and offered: said, matched and told, renewed, ended, changed by two at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.network.jobs import tell_of_ending_calls
from kalo.network.models import OFFER, SEEK, Call
from kalo.network.queries.calls import fitting
from kalo.notifications.models import NEVER, Notification, Preference
from tests.conftest import Browser
from tests.factories.network import make_call, make_organisation
from tests.network.test_organisations import told

CALL = {
    "kind": "offer",
    "service": "space",
    "title": "Αίθουσα τις Τρίτες",
    "text": "Για είκοσι άτομα.",
    "sector": "",
    "place": "peristeri",
    "days": "30",
}


def one() -> Call:
    db.session.expire_all()
    return db.session.scalars(select(Call).order_by(Call.id.desc())).first()  # type: ignore[return-value]


def test_an_offer_finds_who_seeks_and_both_are_told(
    as_person: Callable[..., Browser], ada: Person, grace: Person, client: Browser
) -> None:
    make_organisation("Κήπος", ada)
    other = make_organisation("Άλλος", grace)
    make_call(other, SEEK, title="Ζητάμε αίθουσα")
    answer = as_person(ada).post("/network/kipos/calls/new", data=CALL)
    assert answer.location == f"/network/calls/{one().id}/"
    assert (one().ends_at - one().made_at).days == 30
    assert told(grace) == [("network.fits", one().path)]
    assert told(ada) == [("network.fits", one().path)]
    page = client.get(answer.location).text
    assert "Για είκοσι άτομα." in page
    assert "Ζητάμε αίθουσα" in page
    assert "Αίθουσα τις Τρίτες" in client.get("/network/calls/?kind=offer&service=space").text
    assert "Αίθουσα τις Τρίτες" not in client.get("/network/calls/?kind=seek").text
    assert "Αίθουσα τις Τρίτες" in client.get("/network/kipos/").text


def test_who_wants_no_such_news_gets_none(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    make_organisation("Κήπος", ada)
    make_call(make_organisation("Άλλος", grace), SEEK)
    with transaction():
        wishes = Preference.usual(grace.id)
        wishes.ways = {"network.fits": NEVER}
        db.session.add(wishes)
    as_person(ada).post("/network/kipos/calls/new", data=CALL)
    assert told(grace) == []


def test_what_fits_only_after_a_change_is_told_then_and_not_twice(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    make_call(make_organisation("Κήπος", grace), SEEK, service="space")
    make_organisation("Άλλος", ada)
    as_person(ada).post("/network/allos/calls/new", data={**CALL, "service": "work"})
    assert told(grace) == told(ada) == []
    mine = one()
    as_person(ada).post(f"{mine.path}edit", data={**CALL, "revision": "1"})
    assert told(grace) == told(ada) == [("network.fits", mine.path)]
    with transaction():
        db.session.execute(delete(Notification))
    as_person(ada).post(f"{mine.path}edit", data={**CALL, "title": "Νέα λόγια", "revision": "2"})
    assert (one().title, told(grace), told(ada)) == ("Νέα λόγια", [], [])


def test_what_came_while_a_call_stood_no_more_is_told_when_it_is_renewed(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    week = timedelta(days=7)
    mine = make_call(make_organisation("Κήπος", ada), closed_at=clock.now() - week)
    make_call(make_organisation("Παλιός"), OFFER, made_at=clock.now() - 2 * week)
    as_person(ada).post(f"{mine.path}renewal")
    assert told(ada) == []  # that one was told when it came
    as_person(ada).post(f"{mine.path}closure")
    make_call(make_organisation("Άλλος", grace), OFFER)
    as_person(ada).post(f"{mine.path}renewal")
    assert told(grace) == told(ada) == [("network.fits", mine.path)]


@pytest.mark.parametrize(
    ("theirs", "fits"),
    [
        ({}, True),
        ({"sector": "food"}, True),
        ({"sector": "green"}, False),
        ({"place": "peristeri"}, True),
        ({"place": "ilion"}, False),
        ({"service": "work"}, False),
        ({"kind": SEEK}, False),
        ({"closed_at": clock.now()}, False),
        ({"hidden_at": clock.now()}, False),
        ({"ends_at": clock.now() - timedelta(seconds=1)}, False),
    ],
)
@pytest.mark.usefixtures("app")
def test_what_fits_what(theirs: dict[str, object], fits: bool) -> None:
    mine = make_call(make_organisation("Κήπος"), SEEK, sector="food", place="peristeri")
    other = make_call(make_organisation("Άλλος"), **{"kind": OFFER, **theirs})  # type: ignore[arg-type]
    assert [call.id for call in fitting(mine)] == ([other.id] if fits else [])


def test_ones_own_other_side_does_not_fit(app: object) -> None:
    kipos = make_organisation("Κήπος")
    make_call(kipos, OFFER)
    assert fitting(make_call(kipos, SEEK)) == []


def test_it_ends_by_itself_is_told_before_and_renewed_in_one_click(
    as_person: Callable[..., Browser],
    ada: Person,
    client: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = make_call(make_organisation("Κήπος", ada), days=60)
    at = call.path
    soon, after = (call.ends_at + timedelta(days=n) for n in (-2, 1))
    for _time in range(2):
        with transaction():
            tell_of_ending_calls()
    assert told(ada) == []
    monkeypatch.setattr(clock, "now", lambda: soon)
    for _time in range(2):
        with transaction():
            tell_of_ending_calls()
    assert told(ada) == [("network.ends", at)]
    monkeypatch.setattr(clock, "now", lambda: after)
    assert client.get(at).status_code == 404
    assert "Χώρος: Κήπος" not in client.get("/network/calls/").text
    assert "Έληξε" in as_person(ada).get(at).text
    assert as_person(ada).post(f"{at}renewal").status_code == 303
    assert one().ends_at == after + timedelta(days=60)
    assert client.get(at).status_code == 200
    as_person(ada).post(f"{at}closure")
    assert client.get(at).status_code == 404


def test_two_who_change_one_at_once_both_see_both_texts(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    call = make_call(make_organisation("Κήπος", ada, grace))
    edit = f"{call.path}edit"
    first = {**CALL, "title": "Της Άντας", "revision": "1"}
    assert as_person(ada).post(edit, data=first).status_code == 303
    second = {**CALL, "title": "Της Γκρέις", "days": "90", "revision": "1"}
    late = as_person(grace).post(edit, data=second)
    assert late.status_code == 409
    for words in ("Της Άντας", "Της Γκρέις", "90 ημέρες"):
        assert words in late.text
    assert one().title == "Της Άντας"
    assert as_person(grace).post(edit, data={**second, "revision": "2"}).status_code == 303
    assert (one().title, one().days, one().revision) == ("Της Γκρέις", 90, 3)


def test_only_20_stand_at_once(as_person: Callable[..., Browser], ada: Person) -> None:
    kipos = make_organisation("Κήπος", ada)
    for _number in range(20):
        make_call(kipos)
    answer = as_person(ada).post("/network/kipos/calls/new", data=CALL)
    assert answer.status_code == 422
    assert "Έχετε ήδη 20 ανοιχτές αγγελίες." in answer.text
    assert "Για είκοσι άτομα." in answer.text


@pytest.mark.parametrize("changed", [{"days": "31"}, {"service": "x"}, {"kind": ""}, {"title": ""}])
def test_what_cannot_be_said_is_given_back(
    as_person: Callable[..., Browser], ada: Person, changed: dict[str, str]
) -> None:
    make_organisation("Κήπος", ada)
    answer = as_person(ada).post("/network/kipos/calls/new", data={**CALL, **changed})
    assert answer.status_code == 422
    assert "Για είκοσι άτομα." in answer.text
    assert db.session.scalars(select(Call)).all() == []


@pytest.mark.usefixtures("alone")
def test_the_list_costs_the_same_however_long(client: Browser, queries_run: list[str]) -> None:
    counted = []
    client.get("/network/calls/")
    for number in (1, 3):
        kipos = make_organisation(f"Κήπος {number}")
        for _each in range(number):
            make_call(kipos)
        for path in ("/network/calls/", f"/network/kipos-{number}/"):
            queries_run.clear()
            assert client.get(path).status_code == 200
            counted.append(len(queries_run))
    assert counted[:2] == counted[2:] == [1, 4]
