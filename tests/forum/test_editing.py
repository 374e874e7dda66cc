"""Editing, taking away and bringing back: nothing written is ever lost."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.forum import actions
from kalo.forum.models import Post, PostRevision
from kalo.forum.queries import get_post
from kalo.kit import clock
from kalo.kit.db import db
from tests.conftest import HTMX
from tests.factories.forum import answer, counted, done, fresh, posts_of, talk


def test_an_edit_keeps_what_the_post_said_before(as_ada: Any, ada: Any, topic: Any) -> None:
    post = answer(topic, ada, "Πρώτα", at=clock.now() - timedelta(hours=1))
    form = as_ada.get(f"{topic.path}2/edit").text
    assert "Πρώτα</textarea>" in form
    assert 'name="revision" type="hidden" value="1"' in form

    page = as_ada.post(f"{topic.path}2/edit", data={"body": "Ύστερα", "revision": "1"})

    assert (page.status_code, page.location) == (303, f"{topic.path}#post-2")
    assert (fresh(post).source, post.html, post.revision) == ("Ύστερα", "<p>Ύστερα</p>\n", 2)
    kept = db.session.scalars(select(PostRevision)).one()
    assert (kept.post_id, kept.revision, kept.source) == (post.id, 1, "Πρώτα")
    assert "διορθώθηκε" in as_ada.get(topic.path).text


def test_the_first_post_is_edited_with_the_title_and_old_links_hold(
    as_ada: Any, ada: Any, category: Any
) -> None:
    topic = talk(category, ada, at=clock.now() - timedelta(hours=1))
    old = topic.path
    sent = {"title": "Νέο όνομα", "body": "Η πρώτη ανάρτηση", "revision": "1"}
    as_ada.post(f"{old}1/edit", data=sent)
    assert (fresh(topic).title, topic.slug) == ("Νέο όνομα", "neo-onoma")
    assert db.session.scalars(select(PostRevision.title)).all() == ["Πώς ξεκινάμε;"]
    assert as_ada.get(old).location == topic.path
    assert as_ada.get(f"{old}1").location == f"{topic.path}#post-1"


def test_saving_the_same_words_changes_nothing(as_ada: Any, topic: Any) -> None:
    sent = {"title": topic.title, "body": "Η πρώτη ανάρτηση", "revision": "1"}
    as_ada.post(f"{topic.path}1/edit", data=sent)
    assert db.session.scalars(select(PostRevision)).all() == []
    assert fresh(get_post(topic, 1)).revision == 1


def test_an_edit_of_words_that_changed_meanwhile_shows_both(
    as_ada: Any, ada: Any, topic: Any
) -> None:
    answer(topic, ada, "Πρώτα", at=clock.now() - timedelta(hours=1))
    sent = {"body": "Από το κινητό", "revision": "1", "reason": "Αλλού"}
    as_ada.post(f"{topic.path}2/edit", data=sent)

    page = as_ada.post(f"{topic.path}2/edit", data={"body": "Από τον φορητό", "revision": "1"})

    assert page.status_code == 409
    assert "Από το κινητό</textarea>" in page.text
    assert "Από τον φορητό</textarea>" in page.text
    assert page.text.index('id="different"') < page.text.index("<del>") < page.text.index("<ins>")
    assert posts_of(topic)[1] == (2, "Από το κινητό")
    assert 'name="revision" type="hidden" value="2"' in page.text
    sent = {"body": "Και τα δύο", "revision": "2", "reason": "Μαζί"}
    again = as_ada.post(f"{topic.path}2/edit", data=sent)
    assert again.status_code == 303
    kept = db.session.execute(select(PostRevision.revision, PostRevision.source)).all()
    assert [tuple(row) for row in kept] == [(1, "Πρώτα"), (2, "Από το κινητό")]


def test_an_empty_edit_comes_back_with_its_error(as_ada: Any, ada: Any, topic: Any) -> None:
    answer(topic, ada, "Πρώτα")
    page = as_ada.post(f"{topic.path}2/edit", data={"body": " ", "revision": "1"})
    assert page.status_code == 422
    assert "Γράψε πρώτα κάτι." in page.text


def test_nobody_edits_the_words_of_another(
    as_person: Any, ada: Any, mallory: Any, moderator: Any, topic: Any
) -> None:
    answer(topic, ada, "Δικά μου")
    for person, status in ((mallory, 403), (moderator, 422)):  # a moderator says why
        browser = as_person(person)
        assert browser.get(f"{topic.path}2/edit").status_code == (200 if status == 422 else 403)
        sent = {"body": "Όχι", "revision": "1"}
        assert browser.post(f"{topic.path}2/edit", data=sent).status_code == status
    assert posts_of(topic)[1] == (2, "Δικά μου")


def test_ones_own_post_is_taken_away_and_brought_back(
    as_ada: Any, as_person: Any, ada: Any, topic: Any
) -> None:
    answer(topic, ada, "Ένα μυστικό")
    page = as_ada.post(f"{topic.path}2/deletion")
    assert (page.status_code, page.location) == (303, f"{topic.path}#post-2")
    assert "Μπορείς να την επαναφέρεις." in as_ada.get(topic.path).text

    guest = as_person(None).get(topic.path).text
    assert "αποσύρθηκε από το άτομο που την έγραψε" in guest
    assert "μυστικό" not in guest
    assert "μυστικό" in as_ada.get(topic.path).text
    assert counted(topic) == (1, 1)
    assert (topic.last_number, topic.highest_number) == (1, 2)

    assert as_ada.post(f"{topic.path}2/deletion/undo").status_code == 303
    assert "μυστικό" in as_person(None).get(topic.path).text
    assert counted(topic) == (2, 2)
    assert topic.last_number == 2


def test_under_htmx_the_post_itself_is_replaced(as_ada: Any, ada: Any, topic: Any) -> None:
    answer(topic, ada, "Ένα μυστικό")
    gone = as_ada.post(f"{topic.path}2/deletion", headers=HTMX).text
    assert gone.strip().startswith('<section class="post gone" id="post-2"')
    back = as_ada.post(f"{topic.path}2/deletion/undo", headers=HTMX).text
    assert 'id="post-2"' in back
    assert "gone" not in back
    assert "Ένα μυστικό" in back


def test_taking_away_twice_is_taking_away_once(as_ada: Any, ada: Any, topic: Any) -> None:
    answer(topic, ada)
    codes = [as_ada.post(f"{topic.path}2/deletion").status_code for _ in range(2)]
    assert codes == [303, 303]
    assert counted(topic) == (1, 1)


def test_a_moderator_takes_away_and_only_moderators_bring_it_back(
    as_ada: Any, as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any
) -> None:
    post = answer(topic, ada, "Κάτι άσχημο")
    why = {"reason": "Προσβάλλει"}
    assert as_person(moderator).post(f"{topic.path}2/deletion", data=why).status_code == 303
    assert as_ada.post(f"{topic.path}2/deletion/undo").status_code == 403
    assert "από την ομάδα συντονισμού" in as_ada.get(topic.path).text
    assert as_person(moderator).post(f"{topic.path}2/deletion/undo").status_code == 303
    logged = db.session.execute(select(StaffAct.verb, StaffAct.subject).order_by(StaffAct.id))
    assert [tuple(row) for row in logged] == [
        ("took a post away", f"post:{post.id}"),
        ("ruled: delete", f"post:{post.id}"),
        ("brought a post back", f"post:{post.id}"),
        ("took back a ruling", f"post:{post.id}"),
    ]


def test_the_first_post_goes_only_with_its_topic(as_ada: Any, topic: Any) -> None:
    assert as_ada.post(f"{topic.path}1/deletion").status_code == 403


def test_a_number_is_never_given_again(as_ada: Any, ada: Any, topic: Any) -> None:
    post = answer(topic, ada, "Η δεύτερη")
    done(actions.delete_post, post, topic, ada)
    as_ada.post(f"{topic.path}posts", data={"body": "Η τρίτη"})
    assert [number for number, _ in posts_of(topic)] == [1, 3]


def test_an_author_takes_back_a_topic_that_nobody_answered(
    as_ada: Any, as_person: Any, grace: Any, ada: Any, topic: Any, category: Any
) -> None:
    assert as_ada.post(f"{topic.path}deletion").location == topic.path
    assert as_person(None).get(topic.path).status_code == 404
    assert as_person(grace).get(topic.path).status_code == 404
    page = as_ada.get(topic.path)
    assert page.status_code == 200
    assert "Η συζήτηση έχει αποσυρθεί" in page.text
    assert topic.title not in as_ada.get("/forum/").text
    assert (fresh(category).topics_count, category.posts_count) == (0, 0)

    as_ada.post(f"{topic.path}deletion/undo")
    assert as_person(None).get(topic.path).status_code == 200
    assert (fresh(category).topics_count, category.posts_count) == (1, 1)
    assert db.session.scalars(select(StaffAct)).all() == []


def test_an_answered_topic_is_taken_away_by_moderators_only(
    as_ada: Any, as_person: Any, grace: Any, moderator: Any, topic: Any
) -> None:
    answer(topic, grace)
    assert as_ada.post(f"{topic.path}deletion").status_code == 403
    why = {"reason": "Διπλή"}
    assert as_person(moderator).post(f"{topic.path}deletion", data=why).status_code == 303
    assert as_ada.get(topic.path).status_code == 404
    assert as_ada.post(f"{topic.path}deletion/undo").status_code == 404
    assert as_person(moderator).post(f"{topic.path}deletion/undo").status_code == 303
    assert as_ada.get(topic.path).status_code == 200


def test_counters_can_be_counted_anew(ada: Any, category: Any, topic: Any) -> None:
    from kalo.forum.jobs import recount
    from kalo.kit.db import transaction

    answer(topic, ada)
    with transaction():
        fresh(topic).posts_count = fresh(category).posts_count = 77
    with transaction():
        assert recount() == 1
    assert counted(topic) == (2, 2)
    assert fresh(category).posts_count == 2


def test_posts_rendered_by_older_rules_are_rendered_again(ada: Any, category: Any) -> None:
    from kalo.forum.jobs import render_again
    from kalo.kit.db import transaction

    topic = talk(category, ada, replies=2)
    with transaction():
        for post in db.session.scalars(select(Post).where(Post.topic_id == topic.id)):
            post.html, post.render_version = "παλιό", 0
    with transaction():
        assert render_again() == 3
    assert (
        db.session.scalars(select(Post.html).where(Post.number == 2)).one() == "<p>Απάντηση 2</p>\n"
    )
