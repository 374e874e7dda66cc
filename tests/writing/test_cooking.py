"""What people write beyond plain Markdown, with what the house knows of the things it names."""

import re
import time
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.actions import leaving
from kalo.accounts.models import Group, Membership
from kalo.forum.jobs import render_again
from kalo.forum.models import Post
from kalo.kit import clock, text
from kalo.kit.db import db, transaction
from kalo.writing.cooking import cook
from tests.factories.forum import answer

REL = ' rel="nofollow ugc noopener noreferrer"'


def test_a_real_person_is_mentioned_and_nobody_else(app: Any, ada: Any, grace: Any) -> None:
    cooked = cook("@ada, @Grace. @nobody @ada-x foo@ada.example @ada@x")
    linked = re.findall(r'<a class="mention" href="([^"]+)"[^>]*>([^<]+)</a>', cooked.html)
    assert linked == [("/people/ada", "@ada"), ("/people/grace", "@Grace")]
    assert cooked.mentions == {ada.id, grace.id}


@pytest.mark.parametrize("name", ["@аda", "@adа", "＠ada", "@αda"])
def test_a_name_that_only_looks_like_one_is_nobodys(app: Any, ada: Any, name: str) -> None:
    cooked = cook(f"Γεια {name} τι κάνεις")
    assert cooked.mentions == frozenset()
    assert "<a" not in cooked.html


@pytest.mark.parametrize("source", ["`@ada`", "```\n@ada\n```", "[@ada](https://a.example)"])
def test_code_and_links_mention_nobody(app: Any, ada: Any, source: str) -> None:
    assert cook(source).mentions == frozenset()


def test_a_group_is_named_by_those_who_see_it(
    app: Any, make: Any, ada: Any, mallory: Any, administrator: Any
) -> None:
    group = make(Group, slug="the-team", name="Η ομάδα", made_at=clock.now())
    make(Membership, group_id=group.id, person_id=ada.id, since=clock.now())
    assert cook("@the-team", ada.id).groups == {group.id}
    assert cook("@the-team", administrator.id).groups == {group.id}
    assert cook("@the-team", mallory.id).groups == frozenset()
    assert cook("@the-team").groups == frozenset()


def test_who_has_left_is_plain_text_when_rendered_again(topic: Any, ada: Any, grace: Any) -> None:
    post = answer(topic, ada, "Ευχαριστώ @grace")
    assert 'href="/people/grace"' in post.html
    with transaction():
        leaving.erase(db.session.merge(grace))
    with transaction():
        render_again()
    html = db.session.scalar(select(Post.html).where(Post.id == post.id))
    assert html == "<p>Ευχαριστώ @grace</p>\n"


def test_two_texts_with_notes_fit_on_one_page(app: Any) -> None:
    first, second = (cook(f"{word}[^1] και [^1]\n\n[^1]: κάτω").html for word in ("Α", "Β"))
    ids = re.findall(r' id="([^"]+)"', first + second)
    assert len(ids) == len(set(ids)) == 6
    for html in (first, second):
        assert set(re.findall(r'href="#([^"]+)"', html)) == set(re.findall(r' id="([^"]+)"', html))


def test_tasks_spoilers_emoji_and_tables(app: Any) -> None:
    assert cook("- [ ] α\n- [x] **β**").html == (
        '<ul>\n<li class="task">☐ α</li>\n<li class="task">☑ <strong>β</strong></li>\n</ul>\n'
    )
    assert cook("::: Τέλος\nναι\n:::").html == (
        '<details class="spoiler"><summary>Τέλος</summary>\n<p>ναι</p>\n</details>\n'
    )
    assert cook(":heart: `:heart:` :no_such: 10:30:00").html == (
        "<p>❤️ <code>:heart:</code> :no_such: 10:30:00</p>\n"
    )
    framed = cook("| α | @x |\n|---|---|\n| 1 | 2 |").html
    assert framed.startswith('<div class="table" tabindex="0" role="region" aria-label="α, @x">')


HARM = [
    "::: <script>alert(1)</script>\n<img src=x onerror=alert(1)>\n:::",
    "[^<b>]: x\n\n[^<b>]",
    '@ada" onclick="alert(1)',
    '::: "><svg onload=alert(1)>',
    '<a id="main" class="mention">x</a>',
    '<div class="table" tabindex="5">x</div>',
    "![x](/files/w/aa.webp 'x\" onerror=\"alert(1)')",
    "- [x]<script>alert(1)</script>",
    ":heart:<style>*{}</style>",
]


@pytest.mark.parametrize("source", HARM)
def test_none_of_it_lets_harm_in(app: Any, ada: Any, source: str) -> None:
    html = cook(source).html
    tags = re.findall(
        r"<[^>]+>", re.sub(r'="[^"]*"', lambda v: "" if "=" in v[0][2:] else v[0], html)
    )
    assert not [
        tag for tag in tags if re.search(r"<(script|svg|style)|\son\w+=|id=\"main|=\"5", tag)
    ]


HEAVY = [
    *["[^a]: " * 3000, "[^1]" * 5000, ":::\n" * 5000, "::: a\n" * 3000, "@a " * 6000],
    *["- [ ] " * 3000, "- [ ] a\n" * 2500, ":a:" * 6000, "> ::: a\n" * 2500],
    *["[^" + "a" * 18000, "[^1]: x\n" * 2400, "https://a.gr\n" * 1500],
]


@pytest.mark.parametrize("source", HEAVY, ids=[source[:7] for source in HEAVY])
def test_none_of_it_keeps_the_parser_busy(source: str) -> None:
    def seconds() -> float:
        start = time.process_time()
        text.render(source[: text.MAX])
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.25


def test_a_text_that_names_nothing_asks_nothing(app: Any, queries_run: list[str]) -> None:
    cook("Μόνο **λόγια** και [ένας σύνδεσμος](https://a.example).")
    assert queries_run == []
