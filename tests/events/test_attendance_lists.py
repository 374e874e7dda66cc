"""The list of who was there: its parts, its files, and what follows once the event is over."""

import csv
import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.certificates import actions as certificates
from kalo.events.models import Event, EventRole, Registration
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat

NOW = "2026-11-23 12:00"  # it begins at this moment


@pytest.fixture
def event(ada: Person, grace: Person, mallory: Person, as_maria: Browser) -> Event:
    """Ada was here, Grace was not, of Mallory nothing is known; and a guest with a reason."""
    event = make_event(NOW, title_el="Εργαστήριο")
    for person in (ada, grace, mallory):
        seat(event, person)
    as_maria.post(f"{event.path}people/new", data={"name": "=Ρόζα", "once": "r" * 40})
    note = {
        "Ada": {"presence": "present"},
        "Grace": {"presence": "absent"},
        "=Ρόζα": {"presence": "excused", "excuse": "+δουλειά"},
    }
    for name, form in note.items():
        as_maria.post(f"{event.path}door/{seat_of(name).id}", data=form)
    return event


def seat_of(name: str) -> Registration:
    rows = db.session.execute(
        select(Registration, Person.name).outerjoin(Registration.person)
    ).all()
    return next(row for row, member in rows if (member or row.guest_name) == name)


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("", ["=Ρόζα", "Ada", "Grace", "Mallory"]),
        ("present", ["Ada"]),
        ("absent", ["Grace"]),
        ("excused", ["=Ρόζα"]),
        ("unknown", ["Mallory"]),
        ("nonsense", ["=Ρόζα", "Ada", "Grace", "Mallory"]),
    ],
)
def test_each_part_of_the_list_shows_its_own(
    as_maria: Browser, event: Event, group: str, names: list[str]
) -> None:
    page = as_maria.get(f"{event.path}attendance?presence={group}").text
    everybody = ("=Ρόζα", "Ada", "Grace", "Mallory")
    assert [name for name in everybody if f">{name}</span>" in page] == names
    assert "Ήταν εδώ 1 από 4" in page


def test_absent_and_excused_are_said_in_words(as_maria: Browser, event: Event) -> None:
    page = as_maria.get(f"{event.path}attendance").text
    words = [
        "Ήταν εδώ. Σημειώθηκε",
        ">Απουσία</small>",
        ">Δικαιολογημένη απουσία: +δουλειά</small>",
    ]
    assert [page.count(each) for each in words] == [1, 1, 1]


def test_everybody_was_here_leaves_what_was_said_of_anybody(
    as_maria: Browser, event: Event
) -> None:
    as_maria.post(f"{event.path}attendance", data={"everybody": "1"})
    kept = {name: seat_of(name).presence for name in ("Ada", "Grace", "Mallory", "=Ρόζα")}
    assert kept == {"Ada": "present", "Grace": "absent", "Mallory": "present", "=Ρόζα": "excused"}


def test_the_plain_table_says_all_and_runs_nothing(as_maria: Browser, event: Event) -> None:
    answer = as_maria.get(f"{event.path}attendance.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="attendance-1.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [
        [
            "Όνομα",
            "Παρουσίες",
            "Σημειώθηκε στις",
            "Πώς",
            "Λεπτά στη ζωντανή αίθουσα",
            "Λόγος της απουσίας",
        ],
        ["'=Ρόζα", "Δικαιολογημένη απουσία", "", "", "", "'+δουλειά"],
        ["Ada", "Παρουσία", "2026-11-23 12:00", "από τον κατάλογο", "", ""],
        ["Grace", "Απουσία", "", "", "", ""],
        ["Mallory", "Δεν έχει σημειωθεί", "", "", "", ""],
    ]
    english = as_maria.get(f"/en{event.path}attendance.csv").data.decode("utf-8-sig")
    assert english.startswith("Name,Attendance,")


def test_the_sheet_holds_the_same(as_maria: Browser, event: Event) -> None:
    answer = as_maria.get(f"{event.path}attendance.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert [name in words for name in ("Ada", "=Ρόζα", "Απουσία")] == [True, True, True]
    assert "<f>" not in sheet


def test_once_it_is_over_it_says_who_can_have_a_certificate_and_leads_to_those_taken(
    as_maria: Browser, event: Event, ada: Person, grace: Person, time_: Clock
) -> None:
    as_maria.post(f"{event.path}door/{seat_of('Grace').id}", data={"presence": "present"})
    before = as_maria.get(f"{event.path}attendance").text
    assert "βεβαίωση συμμετοχής" not in before
    time_.pass_by(days=1)
    with transaction():
        who = db.session.get_one(Person, ada.id)
        code = certificates.issue(who, event.subject, "Ada").code
    page = as_maria.get(f"{event.path}attendance").text
    assert "2 άτομα μπορούν να πάρουν βεβαίωση συμμετοχής" in page
    assert page.count("/certificates/") - page.count("/certificates/check") == 1
    assert f"/certificates/{code}/" in page


def test_who_only_checks_in_sees_no_certificates(
    as_maria: Browser, as_person: Any, make: Any, event: Event, ada: Person, time_: Clock
) -> None:
    make(EventRole, event_id=event.id, person_id=ada.id, role="check-in", given_at=time_.at)
    time_.pass_by(days=1)
    with transaction():
        who = db.session.get_one(Person, ada.id)
        code = certificates.issue(who, event.subject, "Ada").code
    assert code not in as_person(ada).get(f"{event.path}attendance").text
    assert code in as_maria.get(f"{event.path}attendance").text
