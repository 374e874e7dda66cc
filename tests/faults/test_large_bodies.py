"""Bodies that are too large, pictures that are none: a clear page, soon, and nothing half done."""

import os
import subprocess
import time
from typing import Any

import pytest

from tests.faults.bodies import DOUBLE, PICTURES, SCRIPT, multipart
from tests.faults.world import FORM, World, count_rows

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]
SECONDS, MEGABYTES = 20, 200


def memory(world: World) -> float:
    """What the web server's processes hold, in MB."""
    assert world.platform.web
    asked = ["ps", "-o", "rss=", "-g", str(os.getpgid(world.platform.web.pid))]
    return sum(map(int, subprocess.check_output(asked).split())) / 1024


DOORS = ("/forum/{topic}posts", "/accounts/me/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_thirty_megabytes_are_refused_in_words(world: World, prefix: str) -> None:
    scene = world.scene()
    visitor, before = world.visitor(scene.ada), count_rows()
    held, began = memory(world), time.monotonic()
    for door in DOORS:
        body = b"title=abc&body=" + b"%CE%B1" * (5 * 1024 * 1024)
        answer = visitor.post_bytes(prefix + scene.path(door), body, FORM)
        assert answer.status == 413, door
        words = "This is too large" if prefix else "πολύ μεγάλο"
        assert words in answer.text, door
    assert time.monotonic() - began < SECONDS * len(DOORS)
    assert memory(world) - held < MEGABYTES
    assert count_rows() == before


@pytest.mark.parametrize("kind", PICTURES)
def test_what_is_no_picture_is_refused_in_words(world: World, kind: str) -> None:
    scene = world.scene()
    visitor, (name, body) = world.visitor(scene.ada), PICTURES[kind]
    before, held, began = count_rows(), memory(world), time.monotonic()
    sent, mime = multipart("picture", name, body, name="Ada")
    answer = visitor.post_bytes("/en/accounts/me/", sent, mime)
    assert time.monotonic() - began < SECONDS
    assert memory(world) - held < MEGABYTES
    if kind == "gif and script":  # a picture too: what is kept is made anew
        assert answer.status == 303
        assert b"alert" not in picture_of(world, scene)
        return
    assert (answer.status, 'role="alert"' in answer.text) in {(422, True), (303, False)}, kind
    assert answer.status == 422 or not body, kind
    assert count_rows() == before


@pytest.mark.parametrize("kind", DOUBLE)
def test_what_else_is_in_a_picture_is_gone(world: World, kind: str) -> None:
    scene = world.scene()
    name, body = DOUBLE[kind]
    sent, mime = multipart("picture", name, body, name="Ada")
    assert world.visitor(scene.ada).post_bytes("/accounts/me/", sent, mime).status == 303
    kept = picture_of(world, scene)
    assert kept[:4] == b"RIFF"
    assert SCRIPT.encode() not in kept


def picture_of(world: World, scene: Any) -> bytes:
    """Ada's picture as everybody gets it."""
    page = world.visitor(None).get(f"/people/{scene.ada.handle}").text
    name = page.split('src="/files/')[1].split('"')[0]
    answer = world.visitor(None).get(f"/files/{name}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/webp"
    return answer.body
