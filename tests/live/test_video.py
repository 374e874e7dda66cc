"""Video is a guest: a link, and a frame only where settings allow it, after a press."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from kalo.config import WrongSetting, read_settings
from kalo.events.models import Event
from kalo.kit.db import db, transaction
from kalo.live.folds.video import Screen
from kalo.live.models.video import FILE, FILM, MEETING, video_of
from tests.factories.live import done, gathering, key, state_of

OURS = "meet.example.org"


@pytest.fixture
def allowed(app: Flask) -> None:
    """Two houses may be shown in a frame."""
    hosts = (OURS, "www.youtube-nocookie.com")
    app.config["KALO"] = replace(app.config["KALO"], video_hosts=hosts)


def shown(page: str) -> list[tuple[str, str]]:
    """What the button would load, and of which kind."""
    return re.findall(r'id="video-show"[^>]*data-source="([^"]*)" data-kind="([^"]*)"', page)


def links(page: str) -> list[str]:
    video = page[page.index('id="video"') : page.index("</section>", page.index('id="video"'))]
    return re.findall(r'href="([^"]*)" target="_blank"', video)


@pytest.mark.parametrize(
    ("address", "kind", "source"),
    [
        ("https://meet.example.org/kalo", MEETING, "https://meet.example.org/kalo"),
        ("https://bbb.example.org/b/ada-x7", MEETING, "https://bbb.example.org/b/ada-x7"),
        ("https://youtu.be/dQw4w9WgXcQ?t=9", FILM, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", FILM, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", FILM, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", FILM, "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/event/4711", FILM, "https://vimeo.com/event/4711/embed?dnt=1"),
        ("https://tube.example.org/w/9c9de5e8cM", FILM, "https://tube.example.org/videos/embed/9c9de5e8cM?p2p=0"),
        ("https://cdn.example.org/live/a.M3U8", FILE, "https://cdn.example.org/live/a.M3U8"),
        ("https://cdn.example.org:443/a.mp4", FILE, "https://cdn.example.org/a.mp4"),
    ],
)  # fmt: skip
def test_an_address_says_what_is_shown(address: str, kind: str, source: str) -> None:
    video = video_of(address)
    assert video is not None
    assert (video.kind, video.source) == (kind, source)


@pytest.mark.parametrize(
    "address",
    [
        "http://meet.example.org/a", "javascript:alert(1)", "https://a:b@meet.example.org/",
        "https://meet.example.org\\@x.example/", "https://10.0.0.12/", "https://localhost/a",
        "https://meet.example.org:8443/a", 'https://meet.example.org/"onload', "https:///a",
        "https://meet.example.org/ a", "https://[::1]/", "https://x" + "a" * 500 + ".example/",
    ],
)  # fmt: skip
def test_what_no_room_would_name(address: str) -> None:
    assert video_of(address) is None


def test_the_event_names_it_and_without_settings_it_is_a_link_alone(
    at: Any, as_person: Any, ada: Any
) -> None:
    event = gathering(facilitator_id=ada.id, online_link=f"https://{OURS}/kalo")
    answer = as_person(ada).get(f"/live/{event.id}/")
    assert (shown(answer.text), links(answer.text)) == ([], [f"https://{OURS}/kalo"])
    assert "<iframe" not in answer.text
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_an_allowed_house_is_framed_on_the_page_of_the_room_alone(
    event: Any, allowed: None, as_person: Any, ada: Any, grace: Any, mallory: Any
) -> None:
    done("video_set", ada, event, address=f"https://{OURS}/kalo")
    browser = as_person(grace)
    answer = browser.get(f"/live/{event.id}/")
    policy = answer.headers["Content-Security-Policy"]
    both = f"https://{OURS} https://www.youtube-nocookie.com"
    assert f"; frame-src {both}; media-src 'self' {both}" in policy
    assert f'camera=(self "https://{OURS}"' in answer.headers["Permissions-Policy"]
    assert shown(answer.text) == [(f"https://{OURS}/kalo", MEETING)]
    assert links(answer.text) == [f"https://{OURS}/kalo"]
    assert ("<iframe" in answer.text, "<video" in answer.text) == (False, False)
    assert f"Προέρχεται από το {OURS}, όχι από εμάς." in answer.text
    others = [browser.get(path) for path in (event.path, f"/live/{event.id}/check")]
    others.append(as_person(mallory).get(f"/live/{event.id}/"))
    assert ["frame-src" in each.headers["Content-Security-Policy"] for each in others] == [
        False
    ] * 3


def test_another_house_is_only_linked(event: Any, allowed: None, as_person: Any, ada: Any) -> None:
    done("video_set", ada, event, address="https://elsewhere.example/kalo")
    page = as_person(ada).get(f"/live/{event.id}/").text
    assert (shown(page), links(page)) == ([], ["https://elsewhere.example/kalo"])


def test_this_house_is_never_framed(app: Flask, event: Any, as_person: Any, ada: Any) -> None:
    own = "kalo.example.org"
    settings = app.config["KALO"]
    app.config["KALO"] = replace(settings, video_hosts=(own,), hosts=(*settings.hosts, own))
    done("video_set", ada, event, address=f"https://{own}/kalo")
    answer = as_person(ada).get(f"/live/{event.id}/")
    assert shown(answer.text) == []
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


def test_what_the_team_says_goes_before_the_event_and_taken_away_is_away(
    at: Any, as_person: Any, ada: Any
) -> None:
    event = gathering(facilitator_id=ada.id, online_link="https://first.example/a")
    done("video_set", ada, event, address="https://second.example/b")
    browser, address = as_person(ada), f"/live/{event.id}/"
    assert links(browser.get(address).text) == ["https://second.example/b"]
    news = browser.get(f"{address}entries?since=0").json
    assert [name for name, _html in news["pieces"]] == ["video"]
    done("video_ended", ada, event)
    assert links(browser.get(address).text) == []
    assert state_of(event).of(Screen).address == ""


def test_an_odd_address_comes_back_with_the_reason(event: Any, as_person: Any, ada: Any) -> None:
    sent = {"once": key(), "address": "javascript:alert(1)"}
    answer = as_person(ada).post(f"/live/{event.id}/acts/video_set", data=sent)
    assert answer.status_code == 422
    assert "Γράψε μια διεύθυνση που αρχίζει με https://" in answer.text
    assert 'value="javascript:alert(1)"' in answer.text
    assert 'href="javascript' not in answer.text


def test_once_the_room_is_over_there_is_no_video(at: Any, as_person: Any, ada: Any) -> None:
    event = gathering(facilitator_id=ada.id, online_link="https://first.example/a")
    done("said", ada, event, "Τέλος")
    with transaction():
        ends = db.session.get_one(Event, event.id).ends_at
    at.is_now(ends.replace(year=ends.year + 1))
    assert links(as_person(ada).get(f"/live/{event.id}/").text) == []


@pytest.mark.parametrize("given", ["*.example.org", "https://meet.example.org", "meet example.org"])
def test_a_setting_that_is_no_name_stops_the_start(tmp_path: Any, given: str) -> None:
    with pytest.raises(WrongSetting, match="KALO_VIDEO_HOSTS"):
        read_settings({"KALO_DATA": str(tmp_path), "KALO_VIDEO_HOSTS": given})


def test_the_setting_is_a_list_of_names(tmp_path: Any) -> None:
    given = {"KALO_DATA": str(tmp_path), "KALO_VIDEO_HOSTS": "Meet.jit.si, player.vimeo.com,"}
    assert read_settings(given).video_hosts == ("meet.jit.si", "player.vimeo.com")
