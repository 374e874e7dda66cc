"""The forum as people live it: asked and answered, reported and ruled, away and back again."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select, update

from kalo.accounts.models import Person, SignIn
from kalo.app import create_app
from kalo.config import read_settings
from kalo.forum.models import Category, ReadMark, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction, upsert
from kalo.kit.jobs import nudge
from kalo.notifications.jobs import write_weekly
from kalo.notifications.models import Preference
from tests.journeys.conftest import PHONE, sign_in
from tests.services import Platform, free_port, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("forum-journeys")]
SHELF = "idrysi-koinsep"
PATIENCE = 12_000


@dataclass(frozen=True)
class Tongue:
    """What is said, and the words of the page."""

    prefix: str
    question: str
    answer: str
    accepted: str
    script: bool = True


GREEK = Tongue(
    "", "Πόσα μέλη χρειάζονται για την αρχή;", "Πέντε, κατά τον νόμο.", "Αποδεκτή απάντηση"
)
ENGLISH = Tongue(
    "/en", "How many members does it take?", "Five, as the law says.", "Accepted answer"
)
PLAIN = Tongue("", "Πού κατατίθεται το καταστατικό;", "Στο Μητρώο, και από το σπίτι.",
               "Αποδεκτή απάντηση", script=False)  # fmt: skip


@contextmanager
def inside(platform: Platform) -> Iterator[Any]:
    """The database and the queue of a running platform."""
    app = create_app(read_settings(platform.environ))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def ask(page: Page, tongue: Tongue) -> str:
    """Open a discussion; answers its address."""
    page.goto(f"{tongue.prefix}/forum/new")
    page.fill("input[name=title]", tongue.question)
    page.select_option("select[name=category]", SHELF)
    page.fill("textarea[name=body]", "Ξεκινάμε με τρία άτομα. **Φτάνουν;**")
    page.locator("#topic-form .actions button.button:not(.quiet)").first.click()
    expect(page.locator("h1")).to_have_text(tongue.question, timeout=PATIENCE)
    return re.sub(r"[?#].*", "", page.url)


def reply(page: Page, words: str) -> None:
    """Answer in the discussion that is open."""
    page.fill("#reply-form textarea[name=body]", words)
    page.locator("#reply-form .actions button.button:not(.quiet)").first.click()
    expect(page.locator(".post .prose", has_text=words).last).to_be_visible(timeout=PATIENCE)


def menu_of(page: Page, number: int) -> Locator:
    """The open menu of a post."""
    footer = page.locator(f"#post-{number} footer")
    footer.locator("details.menu > summary").last.click()
    return footer


def hear_of(page: Page, bell: str, what: str) -> Locator:
    """Look at the news until the worker has told it; answers where it leads."""
    news = page.locator("li.news button.title-button", has_text=what).first

    def told() -> bool:
        page.goto(bell)
        return news.count() > 0

    wait_for(told, f"news of {what}", 60)
    return news


def be_known(platform: Platform) -> None:
    """The two are known here, and may write as fast as a test; the shelf asks."""
    with inside(platform), transaction():
        two = update(Person).where(Person.handle.in_(("despoina", "nikos")))
        db.session.execute(two.values(trust=3))
        db.session.execute(update(Category).where(Category.slug == SHELF).values(asks=True))


@pytest.mark.parametrize(
    "tongue",
    [
        pytest.param(GREEK, id="greek"),
        pytest.param(ENGLISH, id="english", marks=pytest.mark.long),
        pytest.param(PLAIN, id="plain", marks=pytest.mark.long),
    ],
)
def test_ask_be_answered_accept(
    platform: Platform, open_page: Callable[..., Page], tongue: Tongue
) -> None:
    be_known(platform)
    asking, helping = (open_page(PHONE, java_script_enabled=tongue.script) for _each in range(2))
    sign_in(asking, "despoina", tongue.prefix)
    topic = ask(asking, tongue)

    sign_in(helping, "nikos", tongue.prefix)
    helping.goto(topic)
    reply(helping, tongue.answer)

    hear_of(asking, f"{tongue.prefix}/accounts/news/", tongue.question).click()
    expect(asking.locator(".post .prose", has_text=tongue.answer)).to_be_visible(timeout=PATIENCE)
    menu_of(asking, 2).locator("button[formaction$='/2/answer']").click()
    expect(asking.locator("#answer").first).to_have_text(tongue.accepted, timeout=PATIENCE)

    guest = open_page(PHONE)
    guest.goto(topic)
    expect(guest.locator(".answer .prose, .answer").first).to_contain_text(tongue.answer)
    assert "QAPage" in guest.content()
    hear_of(helping, f"{tongue.prefix}/accounts/news/", tongue.question)


RUDE = "Μόνο ανόητοι ρωτούν τέτοια πράγματα"


@pytest.mark.parametrize(
    "prefix",
    [pytest.param("", id="greek", marks=pytest.mark.long), pytest.param("/en", id="english")],
)
def test_report_rule_undo(platform: Platform, open_page: Callable[..., Page], prefix: str) -> None:
    be_known(platform)
    words = f"{RUDE} {prefix}".strip()
    writer, reporter, desk, guest = (open_page(PHONE) for _each in range(4))
    sign_in(writer, "nikos", prefix)
    question = f"Ρωτάω κάτι απλό {prefix}".strip()
    topic = ask(writer, Tongue(prefix, question, "", ""))
    reply(writer, words)

    sign_in(reporter, "despoina", prefix)
    reporter.goto(topic)
    menu_of(reporter, 2).locator("a[href*='/moderation/report']").first.click()
    reporter.locator("input[name=reason]").nth(1).check()
    reporter.fill("textarea[name=words]", "Πληγώνει όποιον ρωτά")
    reporter.locator("main form .actions button").first.click()
    reporter.wait_for_url(re.compile(r"/moderation/reports/"))

    sign_in(desk, "admin", prefix)
    desk.goto(f"{prefix}/moderation/")
    desk.locator("main a[href*='/moderation/cases/']", has_text=f"{question} #2").first.click()
    expect(desk.locator("main")).to_contain_text(words)
    expect(desk.locator("html")).to_have_attribute("lang", prefix.removeprefix("/") or "el")
    choose(desk, "verb", "hide")
    choose(desk, "reason", "unkind")
    desk.locator("#decision form .actions button").first.click()
    desk.wait_for_load_state()
    guest.goto(topic)
    expect(guest.locator("h1")).to_contain_text("Ρωτάω κάτι απλό")
    assert RUDE not in guest.content()

    writer.goto(f"{prefix}/moderation/mine")
    writer.locator("main a[href*='/moderation/rulings/']").first.click()
    expect(writer.locator("main")).to_contain_text(RUDE)
    ruling = writer.url
    desk.goto(ruling)
    desk.locator("main form[action*='/undo'] button").first.click()
    desk.wait_for_load_state()
    guest.goto(topic)
    expect(guest.locator("#post-2 .prose")).to_contain_text(RUDE)


def choose(page: Page, name: str, value: str) -> None:
    """Choose among buttons or in a list, whichever the form has."""
    if page.locator(f"select[name={name}]").count():
        page.select_option(f"select[name={name}]", value)
    else:
        page.locator(f"input[name={name}][value={value}]").check()


class Postbox:
    """An SMTP server that keeps what it gets."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address: str) -> list[Any]:
        """The letters to somebody."""
        return [letter for letter in self.letters if letter["To"] == address]


@pytest.fixture
def posted(seeded: Path, tmp_path: Path) -> Iterator[tuple[Platform, Postbox]]:
    """A platform whose letters go by real SMTP."""
    import shutil

    shutil.copytree(seeded, tmp_path / "data")
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    running = Platform(tmp_path / "data", KALO_MAIL_URL=f"smtp://127.0.0.1:{port}")
    running.start()
    yield running, box
    running.stop()
    server.stop()


@pytest.fixture
def visit(chromium: Browser, posted: tuple[Platform, Postbox]) -> Iterator[Callable[[], Page]]:
    contexts = []

    def _visit() -> Page:
        contexts.append(chromium.new_context(viewport=PHONE, base_url=posted[0].url))  # type: ignore[arg-type]
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield _visit
    for context in contexts:
        context.close()


def be_away_a_week(platform: Platform, topic_id: int, read: int) -> int:
    """It is eight days later, and the day of the letter has come; answers whose."""
    with inside(platform):
        person = db.session.scalars(select(Person).where(Person.handle == "despoina")).one()
        then, whose = clock.now() - timedelta(days=8), person.id
        with transaction():
            mine = update(SignIn).where(SignIn.person_id == whose)
            db.session.execute(mine.values(seen_at=then, at=then))
            mark = update(ReadMark).where(
                ReadMark.person_id == whose, ReadMark.topic_id == topic_id
            )
            db.session.execute(mark.values(last_read=read))
            due = {"digest_at": clock.now() - timedelta(minutes=1)}
            row = {"person_id": whose, "ways": {}, "hour": 8, "weekday": 0, "digest": True}
            full = {**row, "refusals": 0, "refused_address": "", **due}
            upsert(Preference, [full], key=("person_id",), again=due)
            nudge(write_weekly, whose)
    return int(whose)


@pytest.mark.parametrize(
    "prefix",
    [pytest.param("", id="greek"), pytest.param("/en", id="english", marks=pytest.mark.long)],
)
def test_be_away_a_week_and_come_back_to_the_first_unread_post(
    posted: tuple[Platform, Postbox], visit: Callable[[], Page], prefix: str
) -> None:
    platform, box = posted
    be_known(platform)
    mine, others = visit(), visit()
    sign_in(mine, "despoina", prefix)
    topic = ask(mine, Tongue(prefix, "Τι έγινε όσο έλειπα;", "", ""))
    topic_id = int(re.findall(r"/t/(\d+)-", topic)[0])
    if prefix:
        with inside(platform), transaction():
            one = update(Person).where(Person.handle == "despoina")
            db.session.execute(one.values(language="en"))
    sign_in(others, "nikos", prefix)
    others.goto(topic)
    for number in (2, 3):
        reply(others, f"Νέο υπ' αριθμόν {number}")
    fill(platform, topic_id, 20)
    be_away_a_week(platform, topic_id, read=2)

    wait_for(lambda: bool(weekly(box, topic_id)), "the weekly letter", 60)
    letter = weekly(box, topic_id)[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.get_body(("html",)) is not None
    week = "Your week on e-ΚΑΛΟ: " if prefix else "Η εβδομάδα σου στο e-ΚΑΛΟ: "
    assert str(letter["Subject"]).startswith(week)
    link = re.findall(rf"https?://\S*/forum/t/{topic_id}\S*", text_of(letter))[0].rstrip(".,)")
    assert ("/en/" in link) == bool(prefix)
    again = visit()
    sign_in(again, "despoina", prefix)
    again.goto(link)
    expect(again.locator("#post-3")).to_be_in_viewport(timeout=PATIENCE)
    expect(again.locator("#post-3")).to_contain_text("Νέο υπ' αριθμόν 3")


def fill(platform: Platform, topic_id: int, many: int) -> None:
    """Others answer too."""
    from kalo.forum import actions

    with inside(platform), transaction():
        who = db.session.scalars(select(Person).where(Person.handle == "giorgos")).one()
        topic = db.session.get_one(Topic, topic_id)
        for number in range(many):
            actions.post_reply(topic, who, f"Και εγώ, {number}")


def text_of(letter: Any) -> str:
    return str(letter.get_body(("plain",)).get_content())


def weekly(box: Postbox, topic_id: int) -> list[Any]:
    """The letters that lead to the topic."""
    mine = box.to("despoina@example.org")
    return [letter for letter in mine if f"/forum/t/{topic_id}" in text_of(letter)]
