"""Questions that modules offer: one discussion each, which belongs to people once they answer."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Post, Topic
from kalo.forum.queries.posts import get_post
from kalo.forum.seeds import lay_categories
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions import import_programmes
from kalo.learning.models import Module
from tests.factories.forum import answer, done
from tests.factories.learning import write_programme
from tests.learning.test_pages import main, page

STARTER = """\
    starter:
      title: {el: "Τι σε εμπόδισε;", en: "What held you back?"}
      text: {el: "Πες το **απλά**.", en: "Say it **simply**."}
"""


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    home = write_programme(tmp_path / "content", l1="first")
    outline = home / "programme.yaml"
    outline.write_text(outline.read_text().replace("    lessons:\n", f"{STARTER}    lessons:\n"))
    return home


@pytest.fixture
def editor(make_person: Callable[..., Person]) -> Person:
    return make_person("Eleni", roles={"editor"})


@pytest.fixture
def offered(home: Path, editor: Person) -> Topic:
    """The discussion that a module's question became."""
    with transaction():
        lay_categories()
    bring(home)
    return the_topic()


def bring(home: Path, old: str = "", new: str = "") -> None:
    outline = home / "programme.yaml"
    outline.write_text(outline.read_text().replace(old, new, 1))
    with transaction():
        import_programmes(home.parent)
    db.session.expire_all()


def the_topic() -> Topic:
    return db.session.scalars(select(Topic)).one()


def words_of(topic: Topic) -> tuple[str, str]:
    return topic.title, get_post(topic, 1).source


def test_a_question_of_a_module_is_its_discussion(offered: Topic, home: Path, client: Any) -> None:
    module = db.session.scalars(select(Module)).one()
    assert offered.subject == module.subject
    html = main(page(client.get("/learning/p1/")))
    assert f'<a class="title" href="{offered.path}">Τι σε εμπόδισε;</a>' in html
    html = page(client.get(offered.path))
    about = html[html.index('id="about-learning"') :]
    assert f'<a class="title" href="/learning/p1/#module-{module.id}">Μέρος</a>' in about
    assert "<strong>απλά</strong>" in html
    assert "In English: What held you back?" in html
    assert f"/learning/p1/#module-{module.id}" in page(client.get(f"/en{offered.path}"))


def test_a_second_import_opens_nothing_more(offered: Topic, home: Path) -> None:
    bring(home)
    assert (the_topic().id, count(Post)) == (offered.id, 1)


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_what_nobody_answered_follows_the_file(offered: Topic, home: Path) -> None:
    bring(home, "Τι σε εμπόδισε;", "Τι σε βοήθησε;")
    bring(home, "**απλά**", "με δικά σου λόγια")
    title, source = words_of(the_topic())
    assert title == "Τι σε βοήθησε;"
    assert source.startswith("Πες το με δικά σου λόγια.\n\n**In English: What held you back?**")


def test_what_people_answered_stays(offered: Topic, home: Path, ada: Person) -> None:
    answer(offered, ada)
    before = words_of(the_topic())
    bring(home, "Τι σε εμπόδισε;", "Τι σε βοήθησε;")
    assert words_of(the_topic()) == before


@pytest.mark.parametrize("whose", ["editor", "moderator"])
def test_what_somebody_mended_by_hand_stays(
    offered: Topic,
    home: Path,
    editor: Person,
    make_person: Callable[..., Person],
    monkeypatch: pytest.MonkeyPatch,
    whose: str,
) -> None:
    bring(home, "**απλά**", "με δικά σου λόγια")  # ours, which is no edit by hand
    hand = editor if whose == "editor" else make_person("Anna", roles={"moderator"})
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with transaction():
        topic, by = db.session.merge(the_topic()), db.session.merge(hand)
        post = get_post(topic, 1)
        actions.edit_post(post, topic, by, "Πες το ήρεμα.", post.revision)
    db.session.expire_all()
    bring(home, "Τι σε εμπόδισε;", "Τι σε βοήθησε;")
    assert words_of(the_topic()) == ("Τι σε εμπόδισε;", "Πες το ήρεμα.")


def test_what_was_taken_away_does_not_come_back(offered: Topic, home: Path, editor: Person) -> None:
    done(actions.delete_topic, offered, editor)
    bring(home, "Τι σε εμπόδισε;", "Τι σε βοήθησε;")
    assert the_topic().deleted_at is not None
    assert the_topic().title == "Τι σε εμπόδισε;"


def test_without_a_shelf_or_anybody_to_open_it_nothing_happens(
    home: Path, make_person: Callable[..., Person]
) -> None:
    make_person("Eleni", roles={"editor"})
    bring(home)  # no categories yet
    assert count(Topic) == 0


def test_without_editors_an_administrator_opens_it(
    home: Path, ada: Person, make_person: Callable[..., Person]
) -> None:
    with transaction():
        lay_categories()
    bring(home)  # ada is a member, and no more
    assert count(Topic) == 0
    boss = make_person("Boss", roles={"administrator"})
    bring(home)
    assert the_topic().author_id == boss.id


def test_the_page_of_a_programme_asks_once_for_all_its_discussions(
    offered: Topic, client: Any, statements: Callable[[Any, str], int]
) -> None:
    before = statements(client, "/learning/p1/")
    other = Topic.__table__
    with transaction():
        category, author = offered.category_id, offered.author_id
        topic = db.session.get_one(Topic, offered.id)
        db.session.execute(
            other.insert().values(
                category_id=category,
                author_id=author,
                title="Κι άλλο",
                slug="ki-allo",
                subject=topic.subject,
                opened_at=topic.opened_at,
                last_post_at=topic.last_post_at,
                last_author_id=author,
            )
        )
    assert statements(client, "/learning/p1/") == before
