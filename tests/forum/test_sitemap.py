"""The map for search engines: public pages only, in both languages, in files of bounded size."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from kalo.forum import actions
from kalo.kit import sitemap
from tests.factories.forum import done, talk

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def places(browser: Any, address: str) -> list[str]:
    page = browser.get(address)
    assert (page.status_code, page.mimetype) == (200, "application/xml")
    return [node.text or "" for node in ET.fromstring(page.data).iter(f"{MAP}loc")]


def test_only_public_topics_stand_on_the_map(
    as_ada: Any, topic: Any, category: Any, cafe: Any, ada: Any, moderator: Any
) -> None:
    talk(cafe, ada, "Μόνο για μέλη")
    done(actions.delete_topic, talk(category, ada, "Αποσυρμένη"), moderator)
    whole = [f"http://localhost{topic.path}", f"http://localhost/en{topic.path}"]
    assert places(as_ada, "/sitemap/topics-0.xml") == whole
    shelves = places(as_ada, "/sitemap/categories-0.xml")
    assert "http://localhost/forum/c/agora/" in shelves
    assert "http://localhost/forum/c/members/" not in shelves


def test_each_page_names_the_other_language_and_its_last_change(client: Any, topic: Any) -> None:
    root = ET.fromstring(client.get("/sitemap/topics-0.xml").data)
    [first, _second] = root.findall(f"{MAP}url")
    links = {link.get("hreflang"): link.get("href") for link in first.findall(f"{XHTML}link")}
    assert links == {
        "el": f"http://localhost{topic.path}",
        "en": f"http://localhost/en{topic.path}",
    }
    assert (first.findtext(f"{MAP}lastmod") or "").startswith(f"{topic.last_post_at:%Y-%m-%d}")


def test_a_long_list_is_cut_into_files(
    client: Any, category: Any, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 4)
    for number in range(5):
        talk(category, ada, f"Συζήτηση {number}")
    files = [place for place in places(client, "/sitemap.xml") if "/topics-" in place]
    assert len(files) == 3
    found = [
        place for file in files for place in places(client, file.removeprefix("http://localhost"))
    ]
    assert len(found) == len(set(found)) == 10
    assert max(len(places(client, f.removeprefix("http://localhost"))) for f in files) == 4


def test_the_index_names_every_room_and_each_file_is_there(client: Any, app: Any) -> None:
    files = places(client, "/sitemap.xml")
    names = {file.rsplit("/", 1)[1].split("-")[0] for file in files}
    assert names == {
        *("topics", "categories", "tags", "pages", "programmes", "lessons", "events"),
        *("tools", "funding", "network", "facts", "legal"),
    }
    for file in files:
        assert client.get(file.removeprefix("http://localhost")).status_code == 200
    assert client.get("/sitemap/nothing-0.xml").status_code == 404


def test_robots_are_told_of_the_map_and_of_what_is_not_for_them(client: Any) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in lines
    for way in ("/search", "/accounts/", "/forum/*/raw", "/forum/*/print"):
        assert f"Disallow: {way}" in lines
        assert f"Disallow: /en{way}" in lines


def test_a_merged_topic_is_off_the_map(
    as_person: Any, moderator: Any, topic: Any, category: Any, ada: Any
) -> None:
    other = talk(category, ada, "Άλλη")
    sent = {"target": topic.id, "go": "1", "sure": "1"}
    as_person(moderator).post(f"{other.path}merger", data=sent)
    assert other.path not in " ".join(places(as_person(None), "/sitemap/topics-0.xml"))


@pytest.mark.parametrize("many", [1, 3])
def test_the_map_costs_the_same_however_long(
    client: Any, category: Any, ada: Any, statements: Any, many: int
) -> None:
    for number in range(many):
        talk(category, ada, f"Συζήτηση {number}")
    assert statements(client, "/sitemap.xml") == 2  # topics and organisations fill many files
    assert statements(client, "/sitemap/topics-0.xml") == 1
    assert statements(client, "/sitemap/tags-0.xml") == 1
