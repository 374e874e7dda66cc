"""The composer as a page, the preview, and whom a name may mean."""

import re
from typing import Any

from kalo.accounts.models import Group, Membership
from kalo.kit import clock
from tests.conftest import HTMX


def names(browser: Any, typed: str) -> list[str]:
    return [name["handle"] for name in browser.get(f"/writing/people?q={typed}").json["names"]]


def test_a_name_is_completed_from_handles_names_and_greek(
    as_ada: Any, grace: Any, make_person: Any
) -> None:
    make_person("Γεωργία Άνθη", handle="g-anthi")
    assert names(as_ada, "gra") == ["grace"]
    assert names(as_ada, "γεωρ") == ["g-anthi"]
    assert names(as_ada, "ανθ") == ["g-anthi"]
    assert names(as_ada, "%25") == names(as_ada, "") == names(as_ada, "zzz") == []


def test_only_those_who_are_here_are_offered(as_ada: Any, make_person: Any) -> None:
    make_person("Graham", erased_at=clock.now())
    make_person("Gratia", confirmed_at=None)
    make_person("Grant", suspended_at=clock.now())
    make_person("Greta")
    assert names(as_ada, "gr") == ["greta"]


def test_a_group_is_offered_to_those_who_see_it(
    make: Any, as_ada: Any, ada: Any, as_person: Any, mallory: Any
) -> None:
    group = make(Group, slug="organisers", name="Οι διοργανωτές", made_at=clock.now())
    make(Membership, group_id=group.id, person_id=ada.id, since=clock.now())
    assert names(as_ada, "organ") == ["organisers"]
    assert names(as_ada, "organ&only=people") == []
    assert names(as_ada, "ada&only=people") == ["ada"]
    assert names(as_person(mallory), "organ") == []


def test_a_guest_completes_and_previews_nothing(client: Any) -> None:
    assert client.get("/writing/people?q=a").status_code == 303
    assert client.post("/writing/preview", data={"body": "x"}).status_code == 401


def test_a_preview_shows_mentions_and_writes_nothing(as_ada: Any, grace: Any) -> None:
    html = as_ada.post("/writing/preview", data={"body": "@grace"}, headers=HTMX).text
    assert 'href="/people/grace"' in html


def test_the_script_comes_once_and_only_with_a_composer(
    as_ada: Any, client: Any, topic: Any
) -> None:
    assert len(re.findall(r"composer-\w+\.js", as_ada.get(topic.path).text)) == 1
    assert "composer-" not in client.get(topic.path).text
    assert "composer-" not in as_ada.get("/forum/").text
    swapped = as_ada.post(f"{topic.path}posts", data={"body": "", "after": "1"}, headers=HTMX)
    assert swapped.status_code == 422
    assert "<script" not in swapped.text


def test_too_long_a_text_comes_back_whole(as_ada: Any, topic: Any) -> None:
    words = "λ" * 20_001
    page = as_ada.post(f"{topic.path}posts", data={"body": words})
    assert page.status_code == 422
    assert words in page.text
