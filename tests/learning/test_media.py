"""Videos and sound: files by name alone, in parts, what they weigh, and where one stopped."""

import re
from pathlib import Path
from typing import Any

import pytest

from kalo.learning.models import AUDIO, VIDEO, Block, Lesson
from tests.factories.learning import MADE, make_block, make_lesson, new_act
from tests.learning.conftest import Course

BYTES = bytes(range(256)) * 4


@pytest.fixture
def shelf(app: Any, course: Course, make: Any, tmp_path: Path) -> tuple[Lesson, Block, Path]:
    """A lesson with a video, and its folder with the file."""
    lesson = make_lesson(make, course.modules[0], 5, blocks=(VIDEO,), position=5)
    folder = tmp_path / course.programme.slug / lesson.slug
    folder.mkdir(parents=True)
    (folder / "v.mp4").write_bytes(BYTES)
    (folder / "secret.mp4").write_bytes(BYTES)
    app.config["LEARNING_CONTENT"] = tmp_path
    from sqlalchemy import select

    from kalo.kit.db import db

    block = db.session.scalars(select(Block).where(Block.lesson_id == lesson.id)).one()
    return lesson, block, folder


def test_a_file_is_given_whole_and_in_parts(client: Any, shelf: Any) -> None:
    _lesson, block, _folder = shelf
    at = f"/learning/media/{block.id}/v.mp4"
    whole = client.get(at)
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "video/mp4", BYTES)
    part = client.get(at, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, BYTES[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(BYTES)}"
    assert client.get(at, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["secret.mp4", "..%2Fv.mp4", "el.md", "V.mp4", "%2Fetc%2Fpasswd"])
def test_what_the_block_does_not_name_does_not_exist(client: Any, shelf: Any, name: str) -> None:
    _lesson, block, _folder = shelf
    assert client.get(f"/learning/media/{block.id}/{name}").status_code == 404


def test_a_file_that_is_not_there_and_a_block_that_was_withdrawn(
    client: Any, shelf: Any, make: Any
) -> None:
    from kalo.kit import clock
    from kalo.kit.db import db, transaction

    _lesson, block, folder = shelf
    (folder / "v.mp4").unlink()
    assert client.get(f"/learning/media/{block.id}/v.mp4").status_code == 404
    (folder / "v.mp4").write_bytes(BYTES)
    with transaction():
        db.session.get_one(Block, block.id).withdrawn_at = clock.now()
    assert client.get(f"/learning/media/{block.id}/v.mp4").status_code == 404


def test_what_it_weighs_is_said_and_nothing_loads_by_itself(client: Any, shelf: Any) -> None:
    lesson, _block, _folder = shelf
    page = client.get(f"/learning/programme-1/{lesson.slug}/").text
    assert [words in page for words in ("480p · 9 MB", 'preload="none"', "1:40 λεπτά")] == [
        True,
        True,
        True,
    ]
    assert "9 MB" in client.get(f"/en/learning/programme-1/{lesson.slug}/").text


@pytest.mark.parametrize(
    ("kind", "sources", "said"),
    [
        (VIDEO, [("v.mp4", "video/mp4", 480), ("v.webm", "video/webm", 480)], "480p {} · 9 MB"),
        (AUDIO, [("a.mp3", "audio/mpeg", 0), ("a.ogg", "audio/ogg", 0)], "{} · 9 MB"),
    ],
)
def test_of_two_versions_each_says_what_sets_it_apart(
    client: Any, course: Course, make: Any, kind: str, sources: list[Any], said: str
) -> None:
    lesson = make_lesson(make, course.modules[0], 8, blocks=(), position=8)
    files = [
        {"file": name, "type": type_, "bytes": 9_000_000, **({"height": high} if high else {})}
        for name, type_, high in sources
    ]
    make_block(make, lesson, kind, made={**MADE[kind], "sources": files})
    page = client.get(f"/learning/programme-1/{lesson.slug}/").text
    formats = ("MP4", "WebM") if kind == VIDEO else ("MP3", "Ogg")
    chips = re.findall(r'<a class="chip"[^>]*>([^<]+)</a>', page)
    assert chips == [said.format(each) for each in formats]


def test_nothing_is_ticked_before_it_is_done(as_ada: Any, shelf: Any) -> None:
    lesson, block, _folder = shelf
    at = f"/learning/programme-1/{lesson.slug}/"

    def watched() -> str:
        page = as_ada.get(at).text
        return str(page[page.index(f'id="{block.name}-watched"') :].partition("</div>")[0])

    before = watched()
    assert "Διάβασα την απομαγνητοφώνηση" in before
    assert "<svg" not in before
    as_ada.post(f"/learning/media/{block.id}/watched", data={"act": new_act()})
    assert 'class="saved soft"><svg' in watched()


def test_somebody_elses_video_is_framed_only_on_a_page_of_its_own(
    client: Any, course: Course, make: Any
) -> None:
    lesson = make_lesson(make, course.modules[0], 6, blocks=(), position=6)
    made = {
        "sources": [],
        "audio": None,
        "poster": "",
        "seconds": 60,
        "external": {
            "host": "video.example.org",
            "url": "https://video.example.org/w/1",
            "embed": "https://video.example.org/embed/1",
        },
    }
    make_block(make, lesson, VIDEO, "intro", made=made)
    at = f"/learning/programme-1/{lesson.slug}/"
    page = client.get(at)
    assert ["<iframe" in page.text, "video.example.org, όχι εμείς" in page.text] == [False, True]
    assert "frame-src" not in page.headers["Content-Security-Policy"]
    alone = client.get(f"{at}video/intro")
    assert 'src="https://video.example.org/embed/1"' in alone.text
    assert "frame-src https://video.example.org" in alone.headers["Content-Security-Policy"]


def test_only_a_video_of_somebody_else_has_such_a_page(client: Any, shelf: Any) -> None:
    lesson, block, _folder = shelf
    at = f"/learning/programme-1/{lesson.slug}/video/"
    assert [client.get(at + name).status_code for name in (block.name, "nothing")] == [404, 404]


def test_sound_has_its_transcript(client: Any, course: Course, make: Any) -> None:
    lesson = make_lesson(make, course.modules[0], 7, blocks=(AUDIO,), position=7)
    page = client.get(f"/learning/programme-1/{lesson.slug}/").text
    assert ["<audio" in page, "data-transcript" in page] == [True, True]
