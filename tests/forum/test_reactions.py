"""Reacting without words: once per person and post, counted, changed and withdrawn."""

from typing import Any

from sqlalchemy import func, select

from kalo import signals
from kalo.forum.models import Reaction
from kalo.kit.db import db, transaction
from tests.conftest import HTMX
from tests.factories.forum import answer, fresh


def counts(post: Any) -> tuple[int, int, int, int]:
    fresh(post)
    return post.thanks, post.agree, post.useful, post.support


def test_a_reaction_is_given_changed_and_withdrawn(
    as_person: Any, ada: Any, grace: Any, topic: Any
) -> None:
    post, browser = answer(topic, ada), as_person(grace)
    page = browser.post(f"{topic.path}2/reaction", data={"kind": "thanks"})
    assert (page.status_code, page.location) == (303, f"{topic.path}#post-2")
    assert counts(post) == (1, 0, 0, 0)

    browser.post(f"{topic.path}2/reaction", data={"kind": "thanks"})
    browser.post(f"{topic.path}2/reaction", data={"kind": "support"})
    assert counts(post) == (0, 0, 0, 1)
    assert fresh(topic).reactions_count == 1

    browser.post(f"{topic.path}2/reaction/undo")
    browser.post(f"{topic.path}2/reaction/undo")
    assert counts(post) == (0, 0, 0, 0)
    assert fresh(topic).reactions_count == 0
    assert db.session.scalar(select(func.count()).select_from(Reaction)) == 0


def test_one_sees_what_one_pressed(as_person: Any, ada: Any, grace: Any, topic: Any) -> None:
    answer(topic, ada)
    part = as_person(grace).post(f"{topic.path}2/reaction", data={"kind": "useful"}, headers=HTMX)
    assert part.text.strip().startswith('<section class="post" id="post-2"')
    assert 'value="useful" aria-pressed="true"' in part.text
    assert 'value="thanks" aria-pressed="false"' in part.text
    assert 'value="useful" aria-pressed="true"' in as_person(grace).get(topic.path).text
    assert 'name="kind"' not in as_person(ada).get(topic.path).text  # it is her own


def test_the_author_hears_of_it_once(as_person: Any, ada: Any, grace: Any, topic: Any) -> None:
    post, heard = answer(topic, ada), []
    with signals.post_reacted.connected_to(lambda p, by, **_: heard.append((p.id, by.id))):
        for kind in ("thanks", "agree"):
            as_person(grace).post(f"{topic.path}2/reaction", data={"kind": kind})
    assert heard == [(post.id, grace.id)]


def test_not_to_ones_own_and_not_without_an_account(
    as_person: Any, make_person: Any, ada: Any, grace: Any, topic: Any
) -> None:
    answer(topic, ada)
    newcomer = make_person("Nea", confirmed_at=None)
    for person, status in ((ada, 403), (newcomer, 403), (None, 401), (grace, 303)):
        sent = as_person(person).post(f"{topic.path}2/reaction", data={"kind": "agree"})
        assert sent.status_code == status


def test_nothing_else_is_a_reaction(as_person: Any, ada: Any, grace: Any, topic: Any) -> None:
    answer(topic, ada)
    for kind in ("deleted_at", ""):
        page = as_person(grace).post(f"{topic.path}2/reaction", data={"kind": kind})
        assert page.status_code == 400


def test_an_archived_topic_takes_none(
    as_person: Any, ada: Any, grace: Any, topic: Any, moderator: Any
) -> None:
    from kalo.kit import clock

    answer(topic, ada)
    with transaction():
        db.session.merge(topic).archived_at = clock.now()
    for person in (grace, moderator):
        sent = as_person(person).post(f"{topic.path}2/reaction", data={"kind": "agree"})
        assert sent.status_code == 403


def test_a_page_says_who_reacted(
    client: Any, as_person: Any, ada: Any, grace: Any, mallory: Any, topic: Any
) -> None:
    answer(topic, ada)
    for person, kind in ((grace, "thanks"), (mallory, "support")):
        as_person(person).post(f"{topic.path}2/reaction", data={"kind": kind})
    page = client.get(f"{topic.path}2/reactions").text
    assert page.index(grace.name) < page.index("Συμπαράσταση") < page.index(mallory.name)


def test_whoever_leaves_takes_their_reactions_along(
    as_person: Any, ada: Any, grace: Any, mallory: Any, topic: Any
) -> None:
    post = answer(topic, ada)
    for person in (grace, mallory):
        as_person(person).post(f"{topic.path}2/reaction", data={"kind": "thanks"})
    with transaction():
        signals.person_left.send(db.session.merge(grace))
    assert counts(post) == (1, 0, 0, 0)
    assert fresh(topic).reactions_count == 1
