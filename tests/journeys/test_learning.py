"""A trainee from enrolling to a certificate that anybody can verify, and the facilitator beside."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from sqlalchemy import select, update

from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import give
from kalo.learning.models import Attempt, Lesson, Module
from kalo.learning.queries.attempts import slots_of
from tests.journeys.conftest import DESKTOP, sign_in
from tests.journeys.inside import inside, person
from tests.services import Platform

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning-journey")]
HOME = "/learning/sse-basics/"
READ = ("before-you-start", "what-is-sse", "principles", "related-terms", "myths-and-facts")
KNOWN = ("p1-m2", "p1-m3", "p1-m4", "p1-m5")  # modules and lessons that the trainee knows already
KNOWN_TOO = ("p1-m6-l1", "p1-m6-l2", "p1-m6-l5", "p1-m6-l6")
WAITS = re.compile(r"(Θα σταλεί όταν υπάρξει δίκτυο|Will be sent when there is a network) \(\d+\)")
NOTED = re.compile(r"\d\d:\d\d")
NAME = "Ἀΐδα Ξανθοπούλου-Φραγκουλίδη"
NAMES = {"katerina": "Κατερίνα Ζαχαρίου", "anna": "Άννα Τσακίρη"}
WORK = "Διαλέγω **συνεταιρισμό εργαζομένων**: όλα τα μέλη δουλεύουν μέσα σε αυτόν."


@pytest.mark.parametrize(
    ("trainee", "prefix"),
    [
        pytest.param("katerina", "", id="greek"),
        pytest.param("anna", "/en", id="english", marks=pytest.mark.long),
    ],
)
def test_enrol_read_take_the_quiz_hand_in_attend_and_have_it_verified(
    platform: Platform, open_page: Callable[..., Page], trainee: str, prefix: str
) -> None:
    page, desk = open_page(), open_page(DESKTOP)
    sign_in(page, trainee, prefix)
    sign_in(desk, "maria", prefix)

    page.goto(prefix + HOME)
    page.locator("#following form button").click()
    expect(page.locator("#following progress")).to_be_visible()
    for slug in READ:
        read(page, f"{prefix}{HOME}{slug}/")
    page = take_quiz(page, platform, prefix)
    read(page, f"{prefix}{HOME}module-quiz/")
    know_the_rest(platform, trainee)

    attend(page, desk, platform, trainee, prefix)
    read(page, f"{prefix}{HOME}where-to-get-help/")
    hand_in(page, prefix)
    accept(desk, trainee, prefix)
    read(page, f"{prefix}{HOME}my-map/")

    page.goto(f"{prefix}/learning/mine/")
    expect(page.locator("main")).to_contain_text("100 %")
    code = get_certificate(page, prefix)
    verify(open_page(), prefix, code)


def read(page: Page, path: str) -> None:
    """Say that a lesson is finished, and see it kept."""
    page.goto(path)
    button = page.locator("#finish form button")
    if button.count():
        button.click()
        page.wait_for_url(lambda url: path not in url)


def take_quiz(page: Page, platform: Platform, prefix: str) -> Page:
    """Over a network that fails: half is answered without it, the tab is closed, all is there."""
    context = page.context
    page.goto(f"{prefix}{HOME}module-quiz/")
    page.locator(".quiz-block .actions :is(a, button)").first.click()
    page.wait_for_url("**/learning/attempts/**")
    there = page.url
    slots = asked_in(platform, there)
    half = len(slots) // 2
    for number, body in slots[:half]:
        answer(page, number, body)
    context.set_offline(True)
    for number, body in slots[half:]:
        answer(page, number, body)
    expect(page.locator("#acts > [data-saves]")).to_have_text(WAITS)

    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(there)
    expect(again.locator("[data-answered]")).to_have_count(len(slots))
    again.locator(".quiz-bar button[value=hand-in]").click()
    sure = again.locator("[data-do-hand-in]")
    if sure.is_visible():
        sure.click()
    expect(again.locator(".verdict b").first).to_be_visible()
    again.goto(f"{prefix}{HOME}module-quiz/")
    expect(again.locator(".quiz-block .verdict")).to_contain_text("100 %")
    return again


def know_the_rest(platform: Platform, trainee: str) -> None:
    """A facilitator says that most of the programme is known to the trainee."""
    with inside(platform), transaction():
        whose, by = person(trainee), person("maria")
        things: list[Module | Lesson] = [
            *db.session.scalars(select(Module).where(Module.key.in_(KNOWN))),
            *db.session.scalars(select(Lesson).where(Lesson.key.in_(KNOWN_TOO))),
        ]
        for thing in things:
            give(by, whose.id, thing.programme_id, thing.subject, "Τα ξέρει από τη δουλειά της.")


def asked_in(platform: Platform, there: str) -> list[tuple[int, dict[str, Any]]]:
    """The questions of an attempt with what answers them, as only the server knows it."""
    with inside(platform):
        attempt = db.session.scalars(select(Attempt).order_by(Attempt.started_at.desc())).first()
        assert attempt is not None
        assert str(attempt.id) in there
        return [(slot.slot, dict(slot.version.body)) for slot in slots_of(attempt)]


def answer(page: Page, number: int, body: dict[str, Any]) -> None:
    """Answer a question of any kind rightly, by its own controls."""
    place = page.locator(f'[data-slot="{number}"]')
    FILL[body["kind"]](place, body["key"])
    place.locator("legend").click()  # the field is left: what was typed is saved


def choose(place: Locator, key: dict[str, Any]) -> None:
    right = key["right"] if isinstance(key["right"], list) else [key["right"]]
    for value in right:
        said = str(value).lower() if isinstance(value, bool) else value
        place.locator(f'input[value="{said}"]').check()


def match(place: Locator, key: dict[str, Any]) -> None:
    for left, right in key["pairs"].items():
        place.locator(f'select[name$="-{left}"]').select_option(right)


def arrange(place: Locator, key: dict[str, Any]) -> None:
    for number, item in enumerate(key["order"], 1):
        place.locator(f'select[name$="-{item}"]').select_option(str(number))


def number(place: Locator, key: dict[str, Any]) -> None:
    place.locator("input[inputmode]").fill(str(key["value"]))


def say(place: Locator, key: dict[str, Any]) -> None:
    place.locator("input.short, input[type=text], .typed input").first.fill(key["accepted"][0])


def fill_gaps(place: Locator, key: dict[str, Any]) -> None:
    for gap, wanted in key["gaps"].items():
        if "options" in wanted:
            chosen = str(wanted["options"].index(wanted["right"]) + 1)
            place.locator(f'select[name$="-{gap}"]').select_option(chosen)
        else:
            place.locator(f'input[name$="-{gap}"]').fill(wanted["accepted"][0])


FILL: dict[str, Callable[[Locator, dict[str, Any]], None]] = {
    "single": choose,
    "multiple": choose,
    "true-false": choose,
    "matching": match,
    "ordering": arrange,
    "numeric": number,
    "short": say,
    "cloze": fill_gaps,
}


def attend(page: Page, desk: Page, platform: Platform, trainee: str, prefix: str) -> None:
    """Take a seat in the workshop that the lesson offers; the facilitator sees who came."""
    page.goto(f"{prefix}{HOME}where-to-get-help/")
    page.locator(".workshop a.title[href*='/events/']").first.click()
    page.wait_for_url("**/events/**")
    aware = page.locator("#seat input[type=checkbox]")  # of another seat at the same hours
    if aware.count():
        aware.check()
    page.locator("#seat form button").click()
    expect(page.locator("#seat .notice.good")).to_be_visible()
    event_id = int(re.search(r"/events/(\d+)-", page.url)[1])  # type: ignore[index]
    take_place_now(platform, event_id)

    desk.goto(page.url.split("#")[0] + "attendance")
    desk.get_by_role("checkbox", name=NAMES[trainee]).check()
    expect(
        desk.locator("li", has_text=NAMES[trainee]).locator("small, .soft").first
    ).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("checkbox", name=NAMES[trainee])).to_be_checked()
    page.goto(f"{prefix}{HOME}where-to-get-help/")
    expect(page.locator(".workshop .notice.good").first).to_be_visible()


def take_place_now(platform: Platform, event_id: int) -> None:
    """Its hour has come: it began an hour ago."""
    began = clock.now() - timedelta(hours=1)
    ends = clock.now() + timedelta(hours=1)
    with inside(platform), transaction():
        moved = update(Event).where(Event.id == event_id)
        db.session.execute(moved.values(starts_at=began, ends_at=ends))


def hand_in(page: Page, prefix: str) -> None:
    """Write the work of the programme and hand it in."""
    page.goto(f"{prefix}{HOME}my-map/")
    page.locator("a.button[href*='/learning/work/']").click()
    page.locator("#body").fill(WORK)
    page.locator("[data-hands-in]").click()
    expect(page.locator("#state")).to_contain_text("1")
    expect(page.locator("aside .receipt").first).to_be_visible()


def accept(desk: Page, trainee: str, prefix: str) -> None:
    """The work waits at the desk; the facilitator reads it and accepts it."""
    desk.goto(f"{prefix}/learning/marking/")
    desk.locator("main li", has_text=NAMES[trainee]).locator("a.title").first.click()
    expect(desk.locator("main")).to_contain_text("συνεταιρισμό εργαζομένων")
    desk.locator("input[name=decision][value=accept]").check()
    desk.locator("#words, textarea[name=words]").first.fill("Καθαρή επιλογή, με λόγους.")
    desk.locator("#word .actions button").click()
    desk.wait_for_url("**/learning/marking/**")


def get_certificate(page: Page, prefix: str) -> str:
    """Issue it under the name as it should stand on paper; the paper has that name."""
    page.goto(prefix + HOME)
    page.locator("#following a[href*='/certificates/for/']").first.click()
    page.locator("input[name=name]").fill(NAME)
    page.locator("main form .actions button").click()
    page.wait_for_url(re.compile(r"/certificates/[A-Z0-9-]+/"))
    code: str = re.search(r"/certificates/([A-Z0-9-]+)/", page.url)[1]  # type: ignore[index]
    answer = page.request.get(f"{prefix}/certificates/{code}.pdf")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    paper = PdfReader(BytesIO(answer.body()))
    assert "Ξανθοπούλου-Φραγκουλίδη" in "".join(sheet.extract_text() for sheet in paper.pages)
    assert paper.root_object["/Lang"] == ("en" if prefix else "el")
    return code


def verify(guest: Page, prefix: str, code: str) -> None:
    """Anybody types the code and reads in plain words what it is: here, of a sample community."""
    guest.goto(f"{prefix}/certificates/check")
    guest.locator("main input[name=code]").fill(code.lower())
    guest.locator("main form button").first.click()
    expect(guest.locator("main .name")).to_have_text(NAME)
    sample = "This is a sample" if prefix else "Αυτό είναι δείγμα"
    expect(guest.locator("main .notice").first).to_contain_text(sample)
