"""Atom feeds: valid, only what guests may see, and nothing sent twice."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kalo.forum import actions
from kalo.forum.models import Tag, TopicTag
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, done, talk

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(browser: Any, address: str) -> ET.Element:
    page = browser.get(address)
    assert page.status_code == 200
    assert page.mimetype == "application/atom+xml"
    return ET.fromstring(page.data)


def titles(root: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.findall(f"{ATOM}entry")]


@pytest.fixture
def tagged(topic: Any) -> Tag:
    with transaction():
        tag = Tag(slug="synergasia", name="Συνεργασία", topics_count=1)
        db.session.add(tag)
        db.session.flush()
        db.session.add(TopicTag(tag_id=tag.id, topic_id=topic.id))
    return tag


def test_every_feed_holds_what_guests_may_see(
    client: Any, topic: Any, category: Any, cafe: Any, ada: Any, moderator: Any, tagged: Any
) -> None:
    talk(cafe, ada, "Μόνο για μέλη")
    gone = talk(category, ada, "Αποσυρμένη")
    done(actions.delete_topic, gone, moderator)
    for address in ("/forum/feed", "/forum/c/agora/feed", "/forum/tag/synergasia/feed"):
        assert titles(feed(client, address)) == ["Πώς ξεκινάμε;"], address


def test_members_get_the_same_feed_as_guests(as_ada: Any, topic: Any, cafe: Any, ada: Any) -> None:
    hidden = talk(cafe, ada, "Μόνο για μέλη")
    assert titles(feed(as_ada, "/forum/feed")) == ["Πώς ξεκινάμε;"]
    assert as_ada.get("/forum/c/members/feed").status_code == 404
    assert as_ada.get(f"{hidden.path}feed").status_code == 404


def test_a_topic_tells_its_last_posts(client: Any, topic: Any, ada: Any, moderator: Any) -> None:
    second = answer(topic, ada, "Δες [εδώ](/forum/) και ένα < δύο")
    done(actions.delete_post, answer(topic, ada, "Φεύγει"), topic, moderator)
    root = feed(client, f"{topic.path}feed")
    assert titles(root) == ["Ada #2", "Ada #1"]
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ada"
    assert 'href="http://localhost/forum/"' in (entry.findtext(f"{ATOM}content") or "")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": f"http://localhost{topic.path}feed",
        "alternate": f"http://localhost{topic.path}",
    }
    assert (entry.findtext(f"{ATOM}id") or "").endswith(f":post:{second.id}")
    assert (entry.findtext(f"{ATOM}id") or "").startswith("tag:localhost,")


def test_an_entry_keeps_its_name_when_the_title_changes(
    as_ada: Any, topic: Any, client: Any
) -> None:
    before = feed(client, "/forum/feed").findtext(f"{ATOM}entry/{ATOM}id")
    edit = {"title": "Άλλος τίτλος", "body": "Άλλα", "revision": "1"}
    as_ada.post(f"{topic.path}1/edit", data=edit)
    root = feed(client, "/forum/feed")
    assert titles(root) == ["Άλλος τίτλος"]
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == before


def test_what_xml_cannot_say_is_left_out(client: Any, topic: Any) -> None:
    from kalo.forum.models import Topic

    with transaction():
        db.session.get_one(Topic, topic.id).title = "Α\x0bΒ\x01Γ\ufffe ]]> <b>&"
    assert titles(feed(client, "/forum/feed")) == ["ΑΒΓ ]]> <b>&"]


def test_a_reader_that_has_it_gets_304(client: Any, topic: Any, ada: Any) -> None:
    first = client.get("/forum/feed")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/forum/feed", headers=known).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/forum/feed", headers=since).status_code == 304
    talk(topic.category, ada, "Νέα")
    assert client.get("/forum/feed", headers=known).status_code == 200


def test_the_pages_name_their_feeds(client: Any, topic: Any, tagged: Any) -> None:
    pages = ("/forum/", "/forum/c/agora/", "/forum/tag/synergasia", topic.path)
    for page in pages:
        wanted = f'href="{page.rstrip("/")}/feed"'
        assert 'type="application/atom+xml"' in client.get(page).text, page
        assert wanted in client.get(page).text, page


def test_the_english_feed_speaks_english(client: Any, topic: Any) -> None:
    root = feed(client, "/en/forum/c/agora/feed")
    assert root.findtext(f"{ATOM}title") == "Market · e-ΚΑΛΟ"
    link = root.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://localhost/en{topic.path}1"


@pytest.mark.parametrize("many", [1, 3])
def test_a_feed_costs_the_same_however_much_is_in_it(
    client: Any, category: Any, ada: Any, statements: Any, tagged: Any, topic: Any, many: int
) -> None:
    for number in range(many):
        talk(category, ada, f"Συζήτηση {number}", replies=many)
    costs = [
        statements(client, address)
        for address in (
            "/forum/feed",
            "/forum/c/agora/feed",
            "/forum/tag/synergasia/feed",
            f"{topic.path}feed",
        )
    ]
    assert costs == [1, 2, 2, 2]


def test_an_empty_forum_has_a_feed_too(client: Any, app: Any) -> None:
    assert titles(feed(client, "/forum/feed")) == []
