"""Materials, the guide of whoever leads, and what came of a gathering."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person, StaffAct
from kalo.events import actions, search, seeds
from kalo.events.guides import ROUTES, begun
from kalo.events.jobs import sweep_materials
from kalo.events.models import (
    ABSENT,
    EXCUSED,
    KINDS,
    REPORTED,
    Announcement,
    Event,
    EventRole,
    Material,
    Registration,
)
from kalo.events.permissions import may_see_material
from kalo.events.queries import papers as queries
from kalo.events.seeds import papers
from kalo.kit import clock, files
from kalo.kit.db import db, transaction
from kalo.writing.models import LinkCard
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_agenda import line_of
from tests.events.test_agenda import publish as publish_agenda
from tests.factories.events import make_event, seat

PAPER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def paper(**values: Any) -> dict[str, Any]:
    """A material as the form sends it: a file, unless said otherwise."""
    form = {"kind": "handout", "title_el": "Φυλλάδιο", "audience": "everybody", "item_key": ""}
    sent = {**form, "once": f"key-{values.get('title_el', 'a')}-key", **values}
    if "url" not in sent and "upload" not in sent:
        sent["upload"] = (io.BytesIO(PAPER), "Φυλλάδιο 1.pdf")
    return sent


def lay_out(browser: Browser, event: Event, **values: Any) -> Material:
    answer = browser.post(f"{event.path}materials", data=paper(**values))
    assert answer.status_code == 303, answer.text
    return db.session.scalars(select(Material).order_by(Material.id.desc())).first()  # type: ignore[return-value]


def give(event: Event, person: Person, role: str) -> None:
    with transaction():
        facts = {"event_id": event.id, "person_id": person.id, "given_at": clock.now()}
        db.session.add(EventRole(role=role, **facts))


def note(event: Event, person: Person, **values: Any) -> None:
    """What stands of somebody's seat."""
    with transaction():
        theirs = select(Registration).where(
            Registration.event_id == event.id, Registration.person_id == person.id
        )
        for name, value in values.items():
            setattr(db.session.scalars(theirs).one(), name, value)


def over(**values: Any) -> Event:
    """An event that was yesterday."""
    return make_event("2026-11-22 10:00", 2, **values)


# ── Materials ─────────────────────────────────────────────────────────────────


def test_a_file_is_laid_out_and_handed_to_whoever_asks(client: Browser, as_maria: Browser) -> None:
    event = make_event()
    material = lay_out(as_maria, event, title_en="Handout")
    page = client.get(event.path).text
    way = f"{event.path}materials/{material.id}/file"
    assert f'href="{way}"' in page
    assert "Handout" in client.get(f"/en{event.path}").text
    answer = client.get(way)
    assert answer.data == PAPER
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_link_says_where_it_leads(client: Browser, as_maria: Browser) -> None:
    event = make_event()
    lay_out(as_maria, event, kind="recording", url="https://video.example.org/v/1?a=b")
    page = client.get(event.path).text
    assert 'href="https://video.example.org/v/1?a=b"' in page
    assert "οδηγεί στο video.example.org" in page
    assert "noreferrer" in page
    (material,) = queries.materials_of(event)
    assert client.get(f"{event.path}materials/{material.id}/file").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"url": "https://user@evil.example/"},
        {"url": "https://a\nb.example/ x"},
        {"url": ""},
        {"url": "https://a.example/", "upload": (io.BytesIO(PAPER), "a.pdf")},
        {"upload": (io.BytesIO(b"MZ\x00\x01\x02"), "a.exe")},
        {"upload": (io.BytesIO(b"<html><script>1</script>"), "a.pdf")},
        {"title_el": ""},
        {"kind": "virus"},
        {"audience": "nobody"},
        {"item_key": "no-such-line"},
    ],
)
def test_what_cannot_be_laid_out_comes_back(as_maria: Browser, wrong: dict[str, Any]) -> None:
    event = make_event()
    form = paper(**{"title_en": "Kept words", **wrong})
    answer = as_maria.post(f"{event.path}materials", data=form)
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert 'role="alert"' in answer.text
    assert queries.materials_of(event) == []


def test_a_form_sent_twice_lays_out_one(as_maria: Browser) -> None:
    event = make_event()
    for _turn in range(2):
        as_maria.post(f"{event.path}materials", data=paper())
    assert len(queries.materials_of(event)) == 1


@pytest.mark.parametrize("audience", ["everybody", "seated", "attended"])
def test_each_opens_what_is_for_them(
    as_person: Callable[..., Browser],
    as_maria: Browser,
    make_person: Callable[..., Person],
    time_: Clock,
    audience: str,
) -> None:
    event = make_event("2026-11-23 13:00")
    material = lay_out(as_maria, event, audience=audience)
    nobody, seated, came, notes = map(make_person, ("Nobody", "Seated", "Came", "Notes"))
    for person in (seated, came):
        seat(event, person)
    note(event, came, attended_at=time_.at)
    give(event, notes, "note-taker")
    for person in (None, nobody, seated, came, notes):
        browser = as_person(person)
        allowed = may_see_material(
            audience, person in (seated, came), person is came, person is notes
        )
        answer = browser.get(f"{event.path}materials/{material.id}/file")
        assert answer.status_code == (200 if allowed else 404)
        assert ("Φυλλάδιο" in browser.get(event.path).text) == allowed
    assert as_maria.get(f"{event.path}materials/{material.id}/file").status_code == 200


def test_a_material_stands_beside_its_line(client: Browser, as_maria: Browser) -> None:
    event = make_event("2026-12-03 10:00", 6)
    item = line_of(event, title_el="Η γραμμή")
    publish_agenda(as_maria, event)
    lay_out(as_maria, event, title_el="Διαφάνειες της γραμμής", item_key=item.key)
    page = client.get(event.path).text
    assert page.index("Η γραμμή") < page.index("Διαφάνειες της γραμμής")
    assert 'id="materials"' not in page


def test_a_material_of_a_line_that_is_gone_stands_with_the_event(
    client: Browser, as_maria: Browser
) -> None:
    event = make_event("2026-12-03 10:00", 6)
    item = line_of(event, title_el="Η γραμμή")
    lay_out(as_maria, event, title_el="Ορφανό", item_key=item.key)
    assert "Ορφανό" in client.get(event.path).text
    as_maria.post(f"{event.path}agenda/lines/{item.id}/removal")
    page = client.get(event.path).text
    assert page.index('id="materials"') < page.index("Ορφανό")
    (material,) = queries.materials_of(event)
    assert (
        "Μια γραμμή που δεν υπάρχει πια"
        in as_maria.get(f"{event.path}materials/{material.id}").text
    )


def test_a_material_is_taken_out_and_brought_back(client: Browser, as_maria: Browser) -> None:
    event = make_event()
    material = lay_out(as_maria, event)
    path = f"{event.path}materials/{material.id}"
    as_maria.post(f"{path}/removal")
    assert client.get(f"{path}/file").status_code == 404
    assert "Φυλλάδιο" not in client.get(event.path).text
    assert "Αφαιρέθηκε 1 στοιχείο" in as_maria.get(f"{event.path}materials").text
    as_maria.post(f"{path}/removal/undo")
    assert client.get(f"{path}/file").data == PAPER


def test_materials_change_places(as_maria: Browser) -> None:
    event = make_event()
    for title in ("Α", "Β", "Γ"):
        last = lay_out(as_maria, event, title_el=title)
    for _turn in range(3):
        as_maria.post(f"{event.path}materials/{last.id}/earlier")
    assert [each.title_el for each in queries.materials_of(event)] == ["Γ", "Α", "Β"]
    as_maria.post(f"{event.path}materials/{last.id}/later")
    assert [each.title_el for each in queries.materials_of(event)] == ["Α", "Γ", "Β"]


def test_a_material_is_changed_and_keeps_its_file(client: Browser, as_maria: Browser) -> None:
    event = make_event()
    material = lay_out(as_maria, event)
    path = f"{event.path}materials/{material.id}"
    form = paper(title_el="Άλλος τίτλος", url="", revision="1")
    assert as_maria.post(path, data=form).status_code == 303
    assert client.get(f"{path}/file").data == PAPER
    answer = as_maria.post(path, data=paper(title_el="Τρίτος", url="", revision="1"))
    assert answer.status_code == 409
    assert "Άλλος τίτλος" in answer.text
    assert "Τρίτος" in answer.text
    new = (io.BytesIO("Κείμενο\n".encode()), "n.txt")
    as_maria.post(path, data=paper(upload=new, revision="2"))
    assert client.get(f"{path}/file").data == "Κείμενο\n".encode()


def test_the_sweep_drops_what_no_material_holds(as_maria: Browser, time_: Clock) -> None:
    event = make_event()
    material = lay_out(as_maria, event)
    files.write("private/materials/20261120/stray.pdf", PAPER)
    files.write("private/materials/20261123/fresh.pdf", PAPER)
    as_maria.post(f"{event.path}materials/{material.id}/removal")  # can be brought back
    time_.pass_by(days=1)
    db.session.rollback()
    assert sweep_materials() == 1
    left = {name.rpartition("/")[2] for name in files.names("private/materials/")}
    assert left == {"fresh.pdf", material.file.rpartition("/")[2]}


def test_papers_are_copied_without_what_belongs_to_one_day(as_maria: Browser) -> None:
    event, other = make_event(), make_event("2027-01-14 18:00", title_el="Άλλη")
    for kind in ("slides", "handout", "recording", "minutes", "link"):
        lay_out(as_maria, event, kind=kind, title_el=kind)
    gone = lay_out(as_maria, event, title_el="gone")
    as_maria.post(f"{event.path}materials/{gone.id}/removal")
    with transaction():
        actions.copy_materials(event, other)
    assert [each.title_el for each in queries.materials_of(other)] == ["slides", "handout", "link"]


# ── The guide ─────────────────────────────────────────────────────────────────

QUESTION = {"question_el": "Τι λείπει;", "minutes": "15", "probes_el": "Πού;\n\n Πότε; "}


def ask(browser: Browser, event: Event, **values: Any) -> Any:
    form = {**QUESTION, "once": f"key-{values.get('question_el', 'q')}-key", **values}
    return browser.post(f"{event.path}guide/steps", data=form)


def test_a_guide_is_written_question_by_question(as_maria: Browser) -> None:
    event = make_event()
    assert ask(as_maria, event, question_en="What is missing?").status_code == 303
    (step,) = queries.guide_of(event)
    assert (step.question_el, step.minutes, step.probes_el) == (
        "Τι λείπει;",
        15,
        ("Πού;", "Πότε;"),
    )
    page = as_maria.get(f"{event.path}guide").text
    assert "<li>Πού;</li><li>Πότε;</li>" in page
    assert "15 από τα 120 λεπτά της δράσης" in page
    assert "μένουν 105 λεπτά" in page
    assert "What is missing?" in as_maria.get(f"/en{event.path}guide").text


def test_too_many_minutes_are_said(as_maria: Browser) -> None:
    event = make_event()
    ask(as_maria, event, minutes="130")
    assert "10 λεπτά παραπάνω" in as_maria.get(f"{event.path}guide").text


def test_questions_change_places_are_changed_and_taken_out(as_maria: Browser) -> None:
    event = make_event()
    for words in ("Α;", "Β;", "Γ;"):
        ask(as_maria, event, question_el=words)
    first, _second, last = queries.guide_of(event)
    as_maria.post(f"{event.path}guide/steps/{last.id}/earlier")
    as_maria.post(f"{event.path}guide/steps/{first.id}/later")
    assert [step.question_el for step in queries.guide_of(event)] == ["Γ;", "Α;", "Β;"]
    path = f"{event.path}guide/steps/{first.id}"
    assert as_maria.post(path, data={**QUESTION, "revision": "1"}).status_code == 303
    answer = as_maria.post(path, data={"question_el": "Δ;", "minutes": "1", "revision": "1"})
    assert answer.status_code == 409
    assert "Τι λείπει;" in answer.text
    assert "Δ;" in answer.text
    as_maria.post(f"{path}/removal")
    assert [step.question_el for step in queries.guide_of(event)] == ["Γ;", "Β;"]


@pytest.mark.parametrize("wrong", [{"question_el": ""}, {"minutes": "-1"}, {"minutes": "x"}])
def test_a_question_that_cannot_be_comes_back(as_maria: Browser, wrong: dict[str, str]) -> None:
    event = make_event()
    answer = ask(as_maria, event, probes_en="Kept", **wrong)
    assert answer.status_code == 422
    assert "Kept" in answer.text
    assert queries.guide_of(event) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_guide_begins_with_the_route_of_its_kind(as_maria: Browser, kind: str) -> None:
    event = make_event(kind=kind)
    assert as_maria.post(f"{event.path}guide").status_code == 303
    steps = queries.guide_of(event)
    assert len(steps) == len(ROUTES[kind])
    assert sum(step.minutes for step in steps) == 120
    assert all(step.question_el and step.question_en for step in steps)
    assert all(len(step.probes_el) == len(step.probes_en) for step in steps)
    assert as_maria.post(f"{event.path}guide").status_code == 422
    assert len(queries.guide_of(event)) == len(steps)


@pytest.mark.parametrize("length", [15, 45, 105, 120, 390])
def test_a_route_fills_the_time_there_is(length: int) -> None:
    for kind in KINDS:
        assert sum(step["minutes"] for step in begun(kind, length)) == length


def test_the_guide_is_for_those_who_lead_take_notes_or_observe(
    as_person: Callable[..., Browser], as_maria: Browser, make_person: Callable[..., Person]
) -> None:
    event = make_event()
    ask(as_maria, event)
    for role, answer in (
        ("organiser", 200),
        ("facilitator", 200),
        ("note-taker", 200),
        ("observer", 200),
        ("check-in", 403),
        ("", 403),
    ):
        person = make_person(f"P{role}")
        if role:
            give(event, person, role)
        else:
            seat(event, person)
        page = as_person(person).get(f"{event.path}guide")
        assert page.status_code == answer
        edits = role in {"organiser", "facilitator"}
        assert ("guide/steps" in page.text) == edits


def test_a_guide_is_copied(as_maria: Browser) -> None:
    event, other = make_event(), make_event("2027-01-14 18:00", title_el="Άλλη")
    as_maria.post(f"{event.path}guide")
    with transaction():
        actions.copy_guide(event, other)
    questions = [[step.question_el for step in queries.guide_of(each)] for each in (event, other)]
    assert questions[0] == questions[1] != []


# ── What came of it ───────────────────────────────────────────────────────────


def write(browser: Browser, event: Event, words: str, spoken: str = "el", seen: int = 0) -> Any:
    form = {"body": words, "revision": str(seen)}
    return browser.post(f"{event.path}report/minutes/{spoken}", data=form)


def test_minutes_are_written_and_read_once_the_report_is_published(
    client: Browser, as_maria: Browser
) -> None:
    event = over()
    assert write(as_maria, event, "Συμφωνήσαμε **πολλά**.").status_code == 303
    assert write(as_maria, event, "We *agreed*.", "en", 1).status_code == 303
    assert "<strong>πολλά</strong>" in as_maria.get(f"{event.path}report").text
    assert "πολλά" not in client.get(event.path).text
    assert as_maria.post(f"{event.path}report").status_code == 303
    assert "<strong>πολλά</strong>" in client.get(event.path).text
    assert "<em>agreed</em>" in client.get(f"/en{event.path}").text
    event = db.session.get_one(Event, event.id)
    assert (event.state, event.reported_at) == (REPORTED, datetime(2026, 11, 23, 10, tzinfo=UTC))
    verbs = list(db.session.scalars(select(StaffAct.verb).order_by(StaffAct.id)))
    assert verbs == [*["wrote the minutes of an event"] * 2, "published the report of an event"]


def test_without_english_minutes_readers_of_english_see_the_greek(
    client: Browser, as_maria: Browser
) -> None:
    event = over()
    write(as_maria, event, "Μόνο ελληνικά")
    as_maria.post(f"{event.path}report")
    assert '<div class="prose" lang="el"><p>Μόνο ελληνικά' in client.get(f"/en{event.path}").text


def test_a_report_needs_minutes(as_maria: Browser) -> None:
    event = over()
    answer = as_maria.post(f"{event.path}report")
    assert answer.status_code == 422
    assert "Γράψε πρώτα τα πρακτικά στα ελληνικά." in answer.text


def test_a_report_that_stands_is_corrected_at_once(client: Browser, as_maria: Browser) -> None:
    event = over()
    write(as_maria, event, "Πρώτα")
    as_maria.post(f"{event.path}report")
    assert as_maria.post(f"{event.path}report").status_code == 303
    assert write(as_maria, event, "Διορθωμένα", seen=1).status_code == 303
    assert "Διορθωμένα" in client.get(event.path).text


def test_two_who_write_minutes_at_once_see_both_texts(as_maria: Browser) -> None:
    event = over()
    write(as_maria, event, "Της πρώτης")
    answer = write(as_maria, event, "Της δεύτερης")
    assert answer.status_code == 409
    assert "Της πρώτης" in answer.text
    assert "Της δεύτερης" in answer.text
    assert db.session.get_one(Event, event.id).minutes_el == "Της πρώτης"
    assert write(as_maria, event, "Μαζί", seen=1).status_code == 303


def test_minutes_too_long_come_back(as_maria: Browser) -> None:
    event = over()
    answer = write(as_maria, event, "α" * 20_001)
    assert answer.status_code == 422
    assert "α" * 20_001 in answer.text


def test_how_minutes_will_look_is_shown_and_nothing_is_kept(as_maria: Browser) -> None:
    event = over()
    form = {"body": "**Δες**", "revision": "0"}
    page = as_maria.post(f"{event.path}report/minutes/el/preview", data=form)
    assert "<strong>Δες</strong>" in page.text
    assert db.session.get_one(Event, event.id).minutes_el == ""


def test_minutes_are_the_words_of_people(client: Browser, as_maria: Browser) -> None:
    event = over()
    write(as_maria, event, '<script>1</script> <img src=x onerror="1">')
    as_maria.post(f"{event.path}report")
    page = client.get(event.path).text
    assert "<script>1" not in page
    assert "<img src=x" not in page


def test_a_draft_of_minutes_is_taken_up_again(as_maria: Browser) -> None:
    event = over()
    key = f"minutes-{event.id}-el-0"
    form = {"draft": key, "body": "Μισά λόγια", "draft_path": f"{event.path}report/minutes/el"}
    as_maria.post("/writing/drafts", data=form)
    assert "Μισά λόγια" in as_maria.get(f"{event.path}report/minutes/el?draft={key}").text
    assert "Μισά λόγια" not in as_maria.get(f"{event.path}report/minutes/el").text


def test_whoever_took_notes_writes_the_report_and_nobody_before_the_end(
    as_person: Callable[..., Browser], make_person: Callable[..., Person]
) -> None:
    was, comes = over(), make_event(title_el="Έρχεται")
    for role, expected in (("note-taker", 200), ("observer", 403), ("check-in", 403)):
        person = make_person(f"P{role}")
        for event in (was, comes):
            give(event, person, role)
        assert as_person(person).get(f"{was.path}report").status_code == expected
        assert as_person(person).get(f"{comes.path}report").status_code == 403


def test_the_numbers_are_those_of_the_data(
    client: Browser, as_maria: Browser, make_person: Callable[..., Person], time_: Clock
) -> None:
    event = make_event("2026-11-23 13:00")
    people = [make_person(name) for name in ("Anna", "Bo", "Chloe", "Dora", "Eva")]
    for person in people:
        seat(event, person)
    note(event, people[0], attended_at=time_.at)
    note(event, people[1], attended_at=time_.at)
    note(event, people[2], presence=ABSENT)
    note(event, people[3], presence=EXCUSED)
    with transaction():
        guest = {"guest_name": "Επισκέπτρια", "guest_email": "g@example.org"}
        db.session.add(
            Registration(event_id=event.id, made_at=time_.at, changed_at=time_.at, **guest)
        )
    came = queries.numbers_of(event)
    assert came == queries.Came(6, 2, 1, 1, 1, ())
    assert came.unknown == 2
    time_.pass_by(hours=4)
    write(as_maria, event, "Λόγια")
    as_maria.post(f"{event.path}report")
    page = client.get(event.path).text
    assert "<b>6</b><span>θέσεις</span>" in page
    assert "<b>2</b><span>άτομα ήρθαν</span>" in page
    assert "<b>1</b><span>απουσίες</span>" in page


def test_search_finds_minutes_once_they_are_published(as_maria: Browser) -> None:
    event = over()
    write(as_maria, event, "Αποφασίσαμε **ομόφωνα**")
    assert "ομόφωνα" not in next(iter(search.documents([event.id]))).body
    as_maria.post(f"{event.path}report")
    assert "Αποφασίσαμε ομόφωνα" in next(iter(search.documents([event.id]))).body


def test_minutes_are_shown_with_the_card_of_a_link(client: Browser, as_maria: Browser) -> None:
    event = over()
    write(as_maria, event, "https://page.example.org/")
    as_maria.post(f"{event.path}report")
    assert "Τίτλος της σελίδας" not in client.get(event.path).text
    with transaction():
        card = db.session.scalars(select(LinkCard)).one()
        card.title, card.state = "Τίτλος της σελίδας", "ready"
        db.session.flush()
        signals.cards_ready.send(f"minutes-el:{event.id}")
    assert "Τίτλος της σελίδας" in client.get(event.path).text


def test_the_sample_has_an_agenda_a_guide_and_minutes(
    make_person: Callable[..., Person], client: Browser
) -> None:
    handles = ("maria", "giorgos", "despoina", "nikos", "eleni", "anna", "iosif", "admin")
    with transaction():
        seeds.seed({handle: make_person(handle.title(), handle=handle) for handle in handles})
    named = {event.title_el: event for event in db.session.scalars(select(Event)).all()}
    conference, group, past = (
        named[title] for title in (papers.CONFERENCE, papers.GROUP, papers.PAST)
    )
    page = client.get(conference.path).text
    assert '<th scope="col">Δείκτες</th><th scope="col">Ιστορίες</th>' in page
    assert client.get(f"{conference.path}agenda/changes").status_code == 200
    assert len(queries.guide_of(group)) == len(ROUTES["focus-group"])
    assert "Ήρθαν άτομα με πέντε ιδέες." in client.get(past.path).text
    owed = select(Announcement).where(Announcement.told_at.is_(None), Announcement.news == "agenda")
    assert db.session.scalars(owed).all() == []


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("page", ["", "materials", "guide", "report"])
def test_pages_cost_the_same_with_much_of_everything(
    as_maria: Browser, queries_run: list[str], page: str
) -> None:
    costs = []
    for count in (1, 3, 9):
        event = over(title_el=f"Α{count}")
        for number in range(count):
            lay_out(as_maria, event, title_el=f"{count}-{number}")
            ask(as_maria, event, question_el=f"{count}-{number};")
        write(as_maria, event, "Λόγια")
        as_maria.post(f"{event.path}report")
        queries_run.clear()
        assert as_maria.get(event.path + page).status_code == 200
        costs.append(len(queries_run))
    assert len(set(costs)) == 1
