"""What nobody should send, through every field: a clear answer, soon, nothing half done."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask

from tests.conftest import Browser
from tests.factories.forum import shelf
from tests.faults.scene import FORMS, Form, Scene, stand
from tests.faults.world import FORM, count_rows

SECONDS = 10  # the machine may be busy; what is wrong takes minutes

# What is sent, as bytes of a form. Lengths stay below what any body may have.
HOSTILE: dict[str, bytes] = {
    "brackets": quote("[" * 5_000).encode(),
    "links in links": quote("[a](" * 4_000).encode(),
    "quotes in quotes": quote("> " * 5_000 + "α").encode(),
    "lists in lists": quote("\n".join("  " * n + "- α" for n in range(120))).encode(),
    "footnotes": quote("\n".join(f"[^{n}]: [^{n + 1}]" for n in range(800)) + "\n[^1]").encode(),
    "spoilers": quote("||" * 4_000).encode(),
    "table": quote("|" * 3_000 + "\n" + "|-" * 3_000).encode(),
    "emphasis": quote("*_~" * 3_000).encode(),
    "mentions": quote("@ada " * 3_000).encode(),
    "emoji": quote(":smile:" * 2_000).encode(),
    "right to left": quote("\u202eabc\u2066\u2067\u200f αβγ").encode(),
    "nothing to see": quote("\u200b\u200c\u200d\u2060\ufeff\u00ad").encode(),
    "marks upon marks": quote("α" + "\u0301\u0489" * 3_000).encode(),
    "families": quote("👩‍👩‍👧‍👦" * 400).encode(),
    "null": b"%CE%B1%00%CE%B2",
    "controls": b"%01%02%07%08%0B%1B%7F%C2%85",
    "broken": b"%FF%FE%CE",
    "overlong": b"%C0%BC%E0%80%BCscript%C0%BE",
    "half of a pair": b"%ED%A0%80%ED%B0%80",
    "separators": b"a%E2%80%A8b%E2%80%A9c%0Cd",
    "not a character": b"%EF%BF%BF%EF%B7%90",
    "very long": b"%CE%B1" * 60_000,
}


@pytest.fixture
def scene(app: Flask, make_person: Any) -> Scene:
    return stand(make_person, shelf())


def body_of(form: Form, scene: Scene, word: str, sent: bytes, number: int) -> bytes:
    """A good form in which one field is not."""
    good = {name: scene.path(value) for name, value in form.good.items() if name != word}
    good["once"] = f"hostile-{number:08}"
    return urlencode(good).encode() + b"&" + word.encode() + b"=" + sent


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_every_field_survives_what_nobody_should_send(
    as_person: Any, scene: Scene, form: Form
) -> None:
    browser: Browser = as_person(getattr(scene, form.who))
    place, prefix = scene.path(form.path), "/en"
    for number, (kind, sent) in enumerate(HOSTILE.items()):
        for word in form.words:
            before, began = count_rows(), time.monotonic()
            typed = body_of(form, scene, word, sent, number)
            answer = browser.post(f"{prefix}{place}", data=typed, content_type=FORM)
            what = (kind, word, answer.status_code)
            assert time.monotonic() - began < SECONDS, what
            assert answer.status_code in {200, 201, 303, 400, 403, 409, 413, 422, 429}, what
            if answer.status_code >= 400:
                assert count_rows() == before, what
                assert 'lang="en"' in answer.text, what
                said = 'role="alert"' in answer.text or "<h1" in answer.text
                assert said or answer.status_code != 422, what
        prefix = "" if prefix else "/en"


DOORS = (
    *("/forum/", "/forum/c/{shelf}/", "/forum/new", "/forum/{topic}", "/forum/{topic}posts"),
    *("/search", "/accounts/news/", "/accounts/sign-in", "/events/", "/accounts/admin/people"),
    *("/live/{event_id}/", "/live/{event_id}/entries", "/accounts/admin/log"),
)
WORDS = (
    *("q", "kind", "category", "tag", "title", "subject", "next", "month", "view", "sort", "url"),
    *("period", "state", "date", "name", "key", "group", "place", "talk", "language", "format"),
)
NUMBERS = ("page", "after", "before", "number", "quote", "to", "at", "since", "topic", "old", "new")
ODD = (
    *("%00", "%FF%FE", "%C0%BC", "%ED%A0%80", "-1", "0", "99999999999999999999", "1e9", "NaN"),
    *(
        "%D9%A3",
        "%C2%B2",
        "%E2%80%AE",
        "'%22%3E%3Cscript%3E",
        "%25s%7B%7D%7B%7B7*7%7D%7D",
        "9" * 3_000,
    ),
    *("..%2F..%2Fetc", "//evil.example", "%0D%0ASet-Cookie:%20a=b", "2026-13-45", "0001-01-01"),
    *("topic:99999999999999999999", "post:%00", "%E2%80%8B", "[" * 2_000, "*" * 2_000, '"' * 500),
)


def test_every_address_survives_odd_questions(as_person: Any, scene: Scene) -> None:
    """Many arguments at once, each odd; numbers apart, since an odd one ends the question."""
    for who, arguments in ((scene.administrator, WORDS), (scene.ada, NUMBERS)):
        browser = as_person(who)
        for door in DOORS:
            for odd in ODD:
                query = "&".join(f"{name}={odd}" for name in arguments)
                answer = browser.get(f"{scene.path(door)}?{query}")
                assert answer.status_code < 500, (door, odd)
                assert "Set-Cookie: a=b" not in str(answer.headers), (door, odd)


@pytest.mark.parametrize(
    "odd", ["%00", "%FF", "%C0%AF", "%ED%A0%80", "%E2%80%AE", "%0A", "a" * 3_000]
)
def test_every_address_survives_odd_names(
    app: Flask, as_person: Any, scene: Scene, odd: str
) -> None:
    browser = as_person(scene.administrator)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and "<" in rule.rule:
            for door in _filled(rule.rule, odd):
                assert browser.get(door).status_code < 500, door


def _filled(rule: str, odd: str) -> Iterator[str]:
    """The address with something odd in each of its holes."""
    for hole in re.findall(r"<[^>]+>", rule):
        yield re.sub(r"<[^>]*int[^>]*>", "1", re.sub(r"<[^>]+>", odd, rule.replace(hole, odd)))
