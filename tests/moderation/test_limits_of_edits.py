"""What a newcomer may not write at once they may not write bit by bit, nor in other clothes."""

import time
from datetime import timedelta

import pytest

from kalo.forum.models import Post
from kalo.kit import clock
from kalo.kit.db import db
from kalo.moderation.models import Case, WatchedWord
from kalo.moderation.spam import count, links_in

LINKS = " ".join(f"https://a{n}.example/" for n in range(9))


@pytest.fixture
def newcomer(make_person):
    return make_person("New", trust=0, joined_at=clock.now() - timedelta(days=3))


@pytest.fixture
def edit(as_person, newcomer, topic):
    """edit("…") changes the newcomer's reply."""
    browser = as_person(newcomer)
    assert browser.post(f"{topic.path}posts", data={"body": "Καλημέρα σας"}).status_code == 303

    def _edit(body):
        seen = db.session.query(Post.revision).filter_by(number=2).scalar()
        return browser.post(f"{topic.path}2/edit", data={"body": body, "revision": str(seen)})

    return _edit


def test_links_do_not_come_in_by_an_edit(edit):
    page = edit(LINKS)
    assert page.status_code == 422
    assert "https://a8.example/" in page.text
    assert db.session.query(Post.source).filter_by(number=2).scalar() == "Καλημέρα σας"
    assert edit("Καλημέρα σε όλες και όλους").status_code == 303


def test_what_was_there_already_may_stay(edit, topic):
    db.session.query(Post).filter_by(number=2).update({"source": LINKS})
    db.session.commit()
    assert edit(f"{LINKS} και μια λέξη").status_code == 303
    assert edit(f"{LINKS} https://another.example/").status_code == 422


@pytest.mark.parametrize(("act", "status", "looked_at"), [("block", 422, 1), ("hold", 303, 2)])
def test_watched_words_do_not_either(make, moderator, edit, act, status, looked_at):
    make(WatchedWord, word="καζινο", act=act, by_id=moderator.id, at=clock.now())
    case = db.session.query(Case).one()
    case.state = "closed"
    db.session.commit()
    assert edit("Ελάτε στο καζίνο").status_code == status
    assert db.session.query(Case.version).scalar() == looked_at


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("example.com και δες casino.gr/x", 2),
        ("[α][1]\n\n[1]: https://a.gr", 1),
        ("ada@example.org και [εδώ](/forum/)", 0),
        ("![x](/files/w/a.webp)", 0),
    ],
)
def test_an_address_counts_however_it_is_written(source, links):
    assert count(source).links == len(links_in(source)) == links


@pytest.mark.parametrize("bit", ["![](", "![x](y", "![a", "www.", "@a", "["])
def test_a_text_made_to_keep_us_busy_is_counted_soon(bit):
    began = time.process_time()
    count((bit * 20_000)[:20_000])
    assert time.process_time() - began < 0.5
