"""Whatever is written, through whichever door: the kept page is the page as it is now."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.actions.polls import Asked
from kalo.forum.actions.tags import set_tags
from kalo.forum.models import Category, Post, Topic, TopicAct
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.page_cache import PageCache
from tests.conftest import Browser
from tests.factories.forum import answer, fresh, shelf, talk

FRESH = re.compile(r'nonce="[^"]+"|name="since" value="\d+"|[?&;]since=\d+|data-since="\d+"')


def page(client: Browser, address: str) -> tuple[int, str]:
    """A page without what is new each time it is made."""
    found = client.get(address)
    return found.status_code, FRESH.sub("", found.text)


@pytest.fixture
def others(category: Category, grace: Person) -> Topic:
    """A topic beside the one that things happen to."""
    return talk(category, grace, "Δίπλα", replies=1)


@pytest.fixture
def topic(category: Category, ada: Person, grace: Person) -> Topic:
    topic = talk(category, ada, replies=2)
    answer(topic, grace, "Της Grace")
    return topic


@pytest.fixture
def addresses(topic: Topic, others: Topic, category: Category) -> list[str]:
    """Where guests look."""
    lists = ["/forum/", "/forum/latest", "/forum/unanswered", f"/forum/c/{category.slug}/"]
    feeds = ["/forum/feed", f"/forum/c/{category.slug}/feed", f"{topic.path}feed"]
    pages = [topic.path, others.path, *lists, *feeds, "/search?q=Grace", "/search?q=Δίπλα"]
    return [*pages, *(f"/en{address}" for address in pages)]


@pytest.fixture
def same(
    client: Browser, pages_kept: PageCache, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[str]]:
    """same() compares every kept page with one made anew; answers those that changed."""
    later = clock.now() + timedelta(hours=2)  # and there it stands: words of time do not move
    monkeypatch.setattr(clock, "now", lambda: later)
    known: dict[str, tuple[int, str]] = {}

    def look() -> list[str]:
        kept = {address: page(client, address) for address in addresses}
        pages_kept.on = False
        for address in addresses:
            assert kept[address] == page(client, address), f"stale: {address}"
        pages_kept.on = True
        changed = [address for address in addresses if kept[address] != known.get(address)]
        known.update(kept)
        return changed

    look()
    return look


def doors(topic: Topic) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Who writes, where, and what: each changes something that guests see."""
    path = topic.path
    return {
        "reply": ("grace", f"{path}posts", {"body": "Καινούρια απάντηση"}),
        "open": ("grace", "/forum/new", {"category": "agora", "title": "Νέο", "body": "Λόγια"}),
        "edit": ("ada", f"{path}1/edit", {"body": "Άλλα", "title": "Άλλος τίτλος", "revision": 1}),
        "take away": ("ada", f"{path}2/deletion", {}),
        "take away by staff": ("moderator", f"{path}4/deletion", {"reason": "Εκτός"}),
        "take away topic": ("moderator", f"{path}deletion", {"reason": "Εκτός"}),
        "close": ("moderator", f"{path}closure", {}),
        "archive": ("moderator", f"{path}archive", {}),
        "pin": ("moderator", f"{path}pin", {}),
        "wiki": ("moderator", f"{path}4/wiki", {}),
        "react": ("mallory", f"{path}1/reaction", {"kind": "thanks"}),
        "rename category": (
            "administrator", "/forum/categories/1/edit",
            {"title_el": "Άλλη αγορά", "title_en": "", "about_el": "", "about_en": "",
             "see": "everyone", "reply": "members", "start": "members"},
        ),
        "hide category": (
            "administrator", "/forum/categories/1/edit",
            {"title_el": "Αγορά", "see": "members", "reply": "members", "start": "members"},
        ),
        "rename a person": ("grace", "/accounts/me/", {"name": "Grace Hopper", "about": ""}),
    }  # fmt: skip


NAMES = list(doors(Topic(id=1, slug="x")))


@pytest.mark.parametrize("name", NAMES)
def test_after_every_door_guests_see_what_is_there(
    name: str, same: Callable[[], list[str]], topic: Topic, request: pytest.FixtureRequest,
    as_person: Callable[[Person], Browser],
) -> None:  # fmt: skip
    who, address, typed = doors(topic)[name]
    answer = as_person(request.getfixturevalue(who)).post(address, data=typed)
    assert answer.status_code in {200, 303}, answer.text[:2000]
    assert same() != [], "the door changed nothing that guests see"
    assert same() == []


@pytest.fixture
def walk(
    same: Callable[[], list[str]], as_person: Callable[..., Browser], moderator: Person,
    topic: Topic, client: Browser,
) -> Callable[..., None]:  # fmt: skip
    """walk((door, words), …): a moderator goes through these, and guests see each at once."""
    browser = as_person(moderator)

    def _walk(*steps: tuple[str, dict[str, Any]]) -> None:
        for door, words in steps:
            place = door if door.startswith("/") else f"{topic.path}{door}"
            answer = browser.post(place, data=words)
            assert answer.status_code in {200, 303}, (door, answer.text[:2000])
            assert same() != [], f"{door} changed nothing that guests see"

    return _walk


THERE_AND_BACK = ("closure", "archive", "pin", "4/wiki", "4/deletion", "2/answer")


@pytest.mark.parametrize("door", THERE_AND_BACK)
def test_what_is_done_and_taken_back_is_seen(
    door: str, walk: Callable[..., None], category: Category
) -> None:
    with transaction():
        db.session.merge(category).asks = True
    walk((door, {"reason": "Εκτός θέματος"}), (f"{door}/undo", {}))


def test_a_reaction_is_seen_and_gone_again(walk: Callable[..., None]) -> None:
    walk(("4/reaction", {"kind": "thanks"}), ("4/reaction/undo", {}))


def test_a_poll_is_seen_at_every_step(
    walk: Callable[..., None], topic: Topic, client: Browser
) -> None:
    walk(("poll", {"poll-kind": "one", "poll-options": "α\nβ", "poll-results": "always"}))
    chosen = {"option": str(fresh(topic).poll["options"][0]["id"])}
    walk(("poll/vote", chosen), ("poll/vote/undo", {}), ("poll/deletion", {}))
    walk(("poll", {"poll-kind": "one", "poll-options": "α\nβ", "poll-results": "always"}))
    walk(("poll/closure", {}))


def test_a_poll_is_never_open_after_its_moment(
    client: Browser, topic: Topic, pages_kept: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    closes = clock.now() + timedelta(days=1)
    with transaction():
        actions.add_poll(db.session.merge(topic), Asked("one", ["α", "β"], closes_at=closes))
    assert client.get(topic.path).status_code == 200
    kept = next(iter(pages_kept.kept.values()))
    assert kept.until is not None
    assert kept.until <= closes
    monkeypatch.setattr(clock, "now", lambda: closes)
    shown = page(client, topic.path)
    pages_kept.on = False
    assert shown == page(client, topic.path)


def test_moving_and_taking_back_is_seen_on_both_sides(
    walk: Callable[..., None], topic: Topic, others: Topic
) -> None:
    sent = {"go": "1", "sure": "1"}
    walk(("arrange", {**sent, "posts": [2], "where": "other", "target": str(others.id)}))
    act = db.session.scalars(select(TopicAct).where(TopicAct.kind == "moved")).one()
    walk((f"acts/{act.id}/undo", {}))


def test_slow_mode_another_shelf_and_a_timer_are_seen(
    walk: Callable[..., None], topic: Topic, same: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from kalo.forum.jobs import ring_timers

    walk(("pace", {"seconds": "60"}), ("timers", {"kind": "close", "at": "2099-05-01T10:00"}))
    moment = datetime(2099, 5, 1, 10, tzinfo=clock.ATHENS)
    monkeypatch.setattr(clock, "now", lambda: moment)
    same()
    db.session.rollback()
    assert ring_timers() == 1
    db.session.expire_all()
    assert same() != []


def test_tags_and_what_becomes_of_them_are_seen(
    walk: Callable[..., None], topic: Topic, others: Topic, same: Callable[[], list[str]],
    moderator: Person,
) -> None:  # fmt: skip
    for each, words in ((topic, "κήπος"), (others, "δάσος")):
        with transaction():
            set_tags(db.session.merge(each), words, db.session.merge(moderator))
        assert same() != []
    kipos, dasos = (fresh(each).tags[0][0] for each in (topic, others))
    walk((f"/forum/tag/{kipos}/edit", {"name": "Μπαξές"}))
    walk((f"/forum/tag/{fresh(topic).tags[0][0]}/merge", {"into": dasos}))


def test_a_ruling_and_its_end_are_seen(
    walk: Callable[..., None], topic: Topic, same: Callable[[], list[str]]
) -> None:
    from kalo.forum.actions.hiding import hide_post, show_post

    number = select(Post.id).where(Post.topic_id == topic.id, Post.number == 4)
    post_id = db.session.scalars(number).one()
    for verb in (hide_post, show_post):
        with transaction():
            verb(post_id, None)
        assert same() != []


def test_whoever_leaves_is_no_longer_named(same: Callable[[], list[str]], grace: Person) -> None:
    from kalo.accounts.actions import erase

    with transaction():
        erase(db.session.merge(grace))
    db.session.expire_all()
    assert same() != []


def test_what_a_job_changes_is_seen(
    same: Callable[[], list[str]], topic: Topic, work: Callable[[], int]
) -> None:
    work()
    assert any("search" in address for address in same())
    assert same() == []


def test_visits_are_counted_for_kept_pages_too_and_said_in_round_numbers(
    app: Any, client: Browser, topic: Topic, pages_kept: PageCache
) -> None:
    from kalo.kit.db import db

    visits = app.extensions["kalo_visits"]
    visits.waiting.clear()
    for number in range(12):
        agent = {"User-Agent": f"Mozilla/5.0 (phone {number})"}
        assert client.get(topic.path, headers=agent).status_code == 200
        assert client.get(topic.path, headers=agent).status_code == 200  # the same minute
    client.get(topic.path, headers={"User-Agent": "Googlebot/2.1"})
    version = next(iter(pages_kept.kept.values())).version
    assert db.session.get_one(Topic, topic.id).views_count == 0
    visits.add_up()
    visits.add_up()
    db.session.rollback()
    assert db.session.get_one(Topic, topic.id).views_count == 12
    client.get(topic.path)
    assert next(iter(pages_kept.kept.values())).version > version


def test_numbers_are_round() -> None:
    from kalo.forum.actions import round_number

    found = [round_number(n) for n in (0, 9, 10, 19, 20, 49, 50, 99, 100, 150, 200, 4999, 5000)]
    assert found == [0, 0, 10, 10, 20, 20, 50, 50, 100, 100, 200, 2000, 5000]


def test_a_category_for_members_is_never_in_a_kept_page(
    app: Any, client: Browser, ada: Person, same: Callable[[], list[str]]
) -> None:
    talk(shelf("Καφενείο", members_only=True), ada, "Μυστικό")
    same()
    assert "Μυστικό" not in client.get("/forum/").text
