"""A quiz in a real browser: by touch, by keyboard, over a failing network, in two windows."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import quizzing
from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.inside import inside
from tests.journeys.looking import EACH_ONCE, VIEWS, faults, looked_at
from tests.journeys.quizzing import OPEN, PARTLY, RIGHT, WRONG
from tests.services import Platform, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("quizzes")]


# A page cannot reach where acts go, not even while it is being left.
CUT = """{ const real = window.fetch;
  const cut = where => sessionStorage.getItem("cut") && String(where).endsWith("/acts");
  window.fetch = (where, ...more) => cut(where) ? Promise.reject(1) : real(where, ...more);
}"""


@pytest.fixture(scope="module")
def quizzes(platform: Platform) -> Iterator[dict[str, int]]:
    """The quizzes by name; the database can be asked meanwhile."""
    with inside(platform):
        yield quizzing.stand()


@pytest.fixture
def member(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """member("nikos", path) is a page on which somebody is signed in."""

    def _open(handle: str, path: str, **more: Any) -> Page:
        page = open_page(**more)
        sign_in(page, handle)
        page.goto(path)
        return page

    return _open


def part(page: Page, kind: str) -> Any:
    """The question of a kind."""
    return page.locator(f'[data-kind="{kind}"]')


def answer(page: Page, kind: str, value: Any) -> None:
    """Answer a question as a person does."""
    here = part(page, kind)
    if kind in ("single", "true-false"):
        here.locator(f'input[value="{str(value).lower()}"]').check()
    elif kind == "multiple":
        for box in here.locator("input[type=checkbox]").all():
            box.set_checked(box.get_attribute("value") in value)
    elif kind in ("matching", "cloze"):
        for key, said in value.items():
            field = here.locator(f'[name$="-{key}"]')
            if field.evaluate("it => it.tagName") == "SELECT":
                field.select_option(value=said)
            else:
                field.fill(said)
                field.blur()
    elif kind == "ordering":
        for place, key in enumerate(value, 1):
            here.locator(f'[data-key="{key}"] select').select_option(str(place))
    else:
        field = here.locator("input:not([type=hidden]), textarea")
        field.fill(value)
        field.blur()


def keys_of(page: Page) -> list[str]:
    """The things to put in order, as they stand."""
    items = part(page, "ordering").locator("li")
    found: list[str] = items.evaluate_all("all => all.map(one => one.dataset.key)")
    return found


def has(there: str, answers: dict[str, Any]) -> None:
    """Wait until the server has these answers and no others."""
    wanted = dict.fromkeys(quizzing.ALL) | answers
    with suppress(TimeoutError, AssertionError):
        wait_for(lambda: quizzing.answers_of(there) == wanted, "the answers")
    assert quizzing.answers_of(there) == wanted


def everything_saved(page: Page) -> None:
    expect(page.locator("[data-acts] [data-saves]")).to_contain_text("Αποθηκεύτηκε")


def test_every_kind_of_answer_is_saved_at_once_and_handed_in(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    page = member("nikos", quizzing.LESSON)
    page.locator("#plain").get_by_role("button", name="Ξεκίνα το κουίζ").click()
    page.wait_for_url("**/attempts/**")
    there = page.url.removeprefix(page.url.partition("/learning")[0])
    answers = {**RIGHT, "open": OPEN}
    for number, (kind, value) in enumerate(answers.items(), 1):
        answer(page, kind, value)
        expect(part(page, kind).locator("[data-saved]")).to_contain_text("Αποθηκεύτηκε")
        expect(page.locator("[data-answered-count]")).to_have_text(f"Απαντημένες {number} από 9")
    has(there, answers)
    expect(page.locator(".quiz-overview a.done")).to_have_count(9)
    page.reload()
    for kind in answers:
        expect(part(page, kind)).to_have_attribute("data-answered", "")
    page.locator(".quiz-bar").get_by_role("button", name="Παράδοση").click()
    sure = page.get_by_role("dialog")
    expect(sure).to_contain_text("Κάθε ερώτηση έχει απάντηση.")
    sure.get_by_role("button", name="Παράδοση").click()
    expect(page.locator(".verdict.large")).to_contain_text("76 %")
    assert quizzing.state_of(there) == "handed-in"


@pytest.mark.long
def test_before_handing_in_one_is_told_what_has_no_answer_and_may_go_back(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("maria", quizzes["plain"], {"single": "b"})
    page = member("maria", there)
    page.locator(".quiz-bar").get_by_role("button", name="Παράδοση").click()
    sure = page.get_by_role("dialog")
    expect(sure).to_contain_text("Χωρίς απάντηση:")
    sure.get_by_role("button", name="Πίσω στις ερωτήσεις").click()
    expect(sure).to_be_hidden()
    assert quizzing.state_of(there) == "running"


def test_the_network_goes_the_tab_is_closed_and_every_answer_is_there(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("eleni", quizzes["plain"])
    page = member("eleni", there)
    answer(page, "single", "b")
    expect(part(page, "single").locator("[data-saved]")).to_contain_text("Αποθηκεύτηκε")
    page.context.set_offline(True)
    cut = {kind: value for kind, value in RIGHT.items() if kind != "single"}
    for kind, value in cut.items():
        answer(page, kind, value)
    answer(page, "single", "a")  # changed, with nobody to tell
    expect(part(page, "single").locator("[data-saved]")).not_to_contain_text("Αποθηκεύτηκε")
    expect(page.locator("[data-acts] [data-saves]")).to_contain_text(
        "Θα σταλεί όταν υπάρξει δίκτυο"
    )
    expect(page.locator("[data-answered-count]")).to_have_text("Απαντημένες 8 από 9")
    assert quizzing.answers_of(there)["single"] == "b"
    context = page.context
    page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(there)
    has(there, {**RIGHT, "single": "a"})
    everything_saved(later)
    expect(part(later, "single").locator('input[value="a"]')).to_be_checked()
    expect(part(later, "short").locator("input:not([type=hidden])")).to_have_value(RIGHT["short"])


@pytest.mark.long
def test_what_waits_stands_in_the_page_again_before_it_was_sent(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("iosif", quizzes["plain"])
    page = member("iosif", "/")
    page.add_init_script(CUT)
    page.evaluate("sessionStorage.setItem('cut', 'yes')")
    page.goto(there)
    for kind, value in {**RIGHT, "open": OPEN}.items():
        answer(page, kind, value)
    page.wait_for_timeout(300)
    page.reload()
    assert quizzing.answers_of(there) == dict.fromkeys(quizzing.ALL)
    for kind in RIGHT:
        expect(part(page, kind)).to_have_attribute("data-answered", "")
    keys = (
        part(page, "ordering").locator("li").evaluate_all("all => all.map(one => one.dataset.key)")
    )
    assert keys == RIGHT["ordering"]
    expect(part(page, "open").locator("textarea")).to_have_value(OPEN)
    page.evaluate("sessionStorage.removeItem('cut')")
    page.reload()
    has(there, {**RIGHT, "open": OPEN})


@pytest.mark.long
def test_handing_in_without_a_network_waits_for_it(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("anna", quizzes["plain"], {"single": "b"})
    page = member("anna", there)
    page.context.set_offline(True)
    answer(page, "short", "κοινσεπ")
    page.locator(".quiz-bar").get_by_role("button", name="Παράδοση").click()
    page.get_by_role("dialog").get_by_role("button", name="Παράδοση").click()
    expect(page.locator("[data-bar-words]")).to_contain_text("Θα παραδοθεί όταν υπάρξει δίκτυο")
    expect(part(page, "single").locator("input").first).to_be_disabled()
    assert quizzing.state_of(there) == "running"
    page.context.set_offline(False)
    expect(page.locator(".verdict.large")).to_be_visible()
    has(there, {"single": "b", "short": "κοινσεπ"})
    assert quizzing.state_of(there) == "marked"


@pytest.mark.long
def test_two_windows_show_each_others_answers(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("giorgos", quizzes["plain"])
    one = member("giorgos", there)
    other = one.context.new_page()
    other.goto(there)
    answer(one, "single", "a")
    expect(part(other, "single").locator('input[value="a"]')).to_be_checked()
    expect(part(other, "single").locator("[data-told]")).to_contain_text("σε άλλο παράθυρο")
    answer(other, "single", "b")
    expect(part(one, "single").locator('input[value="b"]')).to_be_checked()
    has(there, {"single": "b"})
    other.get_by_role("button", name="Παράδοση").last.click()
    other.locator("dialog[open] button").first.click()
    for window in (other, one):
        expect(window.locator(".verdict.large")).to_be_visible()


@pytest.mark.long
def test_an_older_window_on_another_device_is_told_and_shows_what_counts(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("despoina", quizzes["each"])
    phone = member("despoina", there)
    laptop = member("despoina", there, size=DESKTOP)
    for key in "acb":
        answer(laptop, "single", key)
        expect(part(laptop, "single").locator("[data-saved]")).to_contain_text("Αποθηκεύτηκε")
    answer(phone, "single", "a")
    expect(part(phone, "single").locator("[data-told]")).to_contain_text("σε άλλο παράθυρο")
    expect(part(phone, "single").locator('input[value="b"]')).to_be_checked()
    has(there, {"single": "b"})
    answer(phone, "single", "c")  # known by now: it counts
    has(there, {"single": "c"})


def test_a_whole_quiz_by_keyboard_alone(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("nikos", quizzes["mended"])
    page = member("nikos", there, size=DESKTOP)
    page.locator("[data-slot]").first.wait_for()
    page.evaluate("document.querySelector('.quiz-overview a').focus()")
    seen: list[str] = []
    for _step in range(120):
        page.keyboard.press("Tab")
        here: dict[str, str] = page.evaluate("""() => {
          const at = document.activeElement, kind = at.closest("[data-slot]")?.dataset.kind ?? "";
          const key = at.closest("li")?.dataset.key ?? "", text = at.textContent.trim();
          return { kind, key, text, tag: at.tagName, type: at.type ?? "", name: at.name ?? "" };
        }""")
        if here["kind"] and here["kind"] not in seen:
            seen.append(here["kind"])
        _press(page, here)
        if here["tag"] == "BUTTON" and here["text"] == "Παράδοση":
            break
    assert sorted(seen) == sorted(quizzing.ALL)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Παράδοση"
    has(there, _typed(page))
    page.keyboard.press("Enter")
    expect(page.locator(".verdict.large")).to_be_visible()
    assert quizzing.state_of(there) == "handed-in"


def _press(page: Page, here: dict[str, str]) -> None:
    """Answer what has the focus, with keys alone."""
    kind, tag = here["kind"], here["tag"]
    if tag == "INPUT" and here["type"] in ("radio", "checkbox"):
        page.keyboard.press("Space")
    elif tag == "TEXTAREA" or (tag == "INPUT" and here["type"] == "text"):
        page.keyboard.type("37,5" if kind == "numeric" else "μέλος")
    elif tag == "SELECT" and kind != "ordering":
        page.keyboard.press("ArrowDown")
    elif (tag == "BUTTON" and kind == "ordering" and here["key"] == "a") or (
        tag == "BUTTON" and here["text"] == "Παράδοση"
    ):
        page.keyboard.press("Enter")


def _typed(page: Page) -> dict[str, Any]:
    """What the fields say, asked of the fields themselves."""
    parts = page.locator("[data-slot]")
    kinds = parts.evaluate_all("all => all.map(one => [one.dataset.kind, one.dataset.last])")
    return {kind: json.loads(last) for kind, last in kinds}


@pytest.mark.long
def test_things_are_put_in_order_by_buttons_and_the_focus_stays(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("anna", quizzes["mended"])
    page = member("anna", there)
    here = part(page, "ordering")

    first = keys_of(page)
    here.locator("li").nth(0).locator('[data-move="1"]').click()
    assert keys_of(page) == [first[1], first[0], *first[2:]]
    assert page.evaluate("document.activeElement.closest('li').dataset.key") == first[0]
    for _ in range(2):
        page.keyboard.press("Enter")
    assert keys_of(page) == [*first[1:], first[0]]
    # At the end the button that leads on is no more; the one that leads back has the focus.
    assert page.evaluate("document.activeElement.dataset.move") == "-1"
    has(there, {"ordering": [*first[1:], first[0]]})


@pytest.mark.long
def test_a_hint_and_a_check_come_without_leaving_the_page(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    there = quizzing.begin("giorgos", quizzes["each"])
    page = member("giorgos", there)
    part(page, "single").get_by_role("button", name="Βοήθεια").click()
    expect(part(page, "single")).to_contain_text("Σκέψου τη συνέλευση.")
    part(page, "single").get_by_role("button", name="Έλεγχος").click()
    expect(part(page, "single").locator("[data-told]")).to_contain_text("Απάντησε πρώτα")
    answer(page, "single", "b")
    part(page, "single").get_by_role("button", name="Έλεγχος").click()
    expect(part(page, "single").locator(".verdict")).to_contain_text("Σωστό")
    expect(part(page, "single")).to_contain_text("Ένα μέλος, μία ψήφος.")
    expect(part(page, "single").locator("input").first).to_be_disabled()
    answer(page, "short", "κοινσεπ")
    has(there, {"single": "b", "short": "κοινσεπ"})


@pytest.mark.long
def test_a_number_that_cannot_be_read_is_told_where_it_stands_and_then_no_more(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    page = member("maria", quizzing.begin("maria", quizzes["mended"]))
    answer(page, "numeric", "δώδεκα")
    expect(part(page, "numeric").locator("[data-told]")).to_contain_text("Δεν το διαβάζουμε")
    answer(page, "numeric", "12")
    expect(part(page, "numeric").locator("[data-told]")).to_be_hidden()


def test_time_is_said_at_five_minutes_and_at_one_and_then_it_is_handed_in(
    quizzes: dict[str, int], open_page: Callable[..., Page]
) -> None:
    page = open_page()
    sign_in(page, "nikos")
    page.clock.install()
    page.goto(quizzing.LESSON + "#timed")
    page.locator("#timed").get_by_role("link", name="Ξεκίνα το κουίζ").click()
    expect(page.locator("main")).to_contain_text("20 λεπτά")
    page.get_by_role("button", name="Ξεκίνα τώρα").click()
    page.wait_for_url("**/attempts/**")
    there = page.url.removeprefix(page.url.partition("/learning")[0])
    answer(page, "single", "b")
    expect(page.locator("[data-left]")).to_contain_text(":")
    page.clock.fast_forward("15:05")
    expect(page.locator("#say")).to_have_text("Μένουν πέντε λεπτά.")
    page.clock.fast_forward("04:00")
    expect(page.locator("#say")).to_have_text("Μένει ένα λεπτό.")
    page.clock.fast_forward("01:00")
    expect(page.locator(".verdict.large")).to_be_visible()
    assert quizzing.state_of(there) == "marked"
    has(there, {"single": "b"})


def test_without_scripts_a_quiz_is_one_form_and_a_page_to_hand_in(
    quizzes: dict[str, int], open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, "eleni")
    page.goto(quizzing.LESSON)
    page.locator("#mended").get_by_role("button", name="Ξεκίνα το κουίζ").click()
    there = page.url.removeprefix(page.url.partition("/learning")[0])
    for kind, value in {**RIGHT, "open": OPEN}.items():
        answer(page, kind, value)
    part(page, "single").get_by_role("button", name="Βοήθεια").click()
    expect(part(page, "single")).to_contain_text("Σκέψου τη συνέλευση.")
    has(there, {**RIGHT, "open": OPEN})
    page.get_by_role("button", name="Αποθήκευση").click()
    expect(page.locator(".flashes")).to_contain_text("Αποθηκεύτηκε")
    page.locator(".quiz-bar").get_by_role("button", name="Παράδοση").click()
    expect(page.locator("main")).to_contain_text("Κάθε ερώτηση έχει απάντηση.")
    page.get_by_role("button", name="Παράδοση").click()
    expect(page.locator(".verdict.large")).to_be_visible()


@pytest.mark.long
def test_the_focus_is_never_behind_the_bar(
    quizzes: dict[str, int], member: Callable[..., Page]
) -> None:
    page = member(
        "despoina",
        quizzing.begin("despoina", quizzes["mended"]),
        size=PHONE,
        reduced_motion="reduce",
    )
    page.locator("[data-slot]").first.wait_for()
    page.evaluate("document.querySelector('.quiz-overview a').focus()")
    hidden: list[str] = []
    for _step in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate("""() => {
          const at = document.activeElement;
          if (!at.closest("[data-slot]")) return null;
          const bar = document.querySelector(".quiz-bar").getBoundingClientRect();
          const box = (at.closest("label") ?? at).getBoundingClientRect();
          return box.top >= bar.top ? at.name || at.textContent.trim() : "";
        }""")
        if covered:
            hidden.append(covered)
    assert hidden == []


@pytest.mark.long
def test_axe_finds_nothing_on_any_question_in_any_state(
    quizzes: dict[str, int], open_page: Callable[..., Page]
) -> None:
    blank = quizzing.begin("maria", quizzes["timed"])
    each = quizzing.begin("maria", quizzes["each"], {**PARTLY, "single": "a", "numeric": "x"})
    quizzing.check_all("maria", each)
    quizzing.begin("nikos", quizzes["each"], RIGHT)
    states = {
        "maria": {
            "lesson": quizzing.LESSON,
            "blank": blank,
            "hand in": blank + "hand-in",
            "start": f"/learning/quizzes/{quizzes['timed']}/start",
            "checked": each,
            "results": f"/learning/quizzes/{quizzes['plain']}/",
            "regrade": f"/learning/quizzes/{quizzes['mended']}/regrade",
        },
        "nikos": {
            "answered": quizzing.begin("nikos", quizzes["each"]),
            "right": quizzing.take("nikos", quizzes["mended"], {**RIGHT, "open": OPEN}),
            "wrong": quizzing.take("nikos", quizzes["mended"], WRONG),
            "partly": quizzing.take("nikos", quizzes["mended"], {**PARTLY, "single": "b"}),
        },
    }
    wrong: list[str] = []
    for handle, paths in states.items():
        page = looked_at(open_page)
        sign_in(page, handle)
        for name, path in paths.items():
            answered: Any = page.goto(path)
            assert answered.status == 200, (name, answered.status)
            wrong += faults(page, name, EACH_ONCE if name == "lesson" else VIEWS)
        if handle == "maria":
            page.goto(blank)
            page.locator(".quiz-bar button").last.click()
            expect(page.get_by_role("dialog")).to_be_visible()
            wrong += faults(page, "sure", EACH_ONCE)
    assert wrong == []
