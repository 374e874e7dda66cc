"""Tags: marking topics, who makes them, their pages, renaming and putting together."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.forum import actions
from kalo.forum.actions.watching import follow_thing
from kalo.forum.models import Category, Tag, Topic, TopicTag, Watch
from kalo.kit.db import db, transaction
from tests.factories.forum import done, fresh, post_at_once, talk

NEW = {"title": "Ποιος ξέρει;", "category": "agora", "body": "Μια ερώτηση"}


def tags() -> list[tuple[str, str, int]]:
    rows = db.session.execute(select(Tag.slug, Tag.name, Tag.topics_count).order_by(Tag.slug))
    return [(slug, name, count) for slug, name, count in rows]


def mark(topic: Any, words: str, by: Any) -> None:
    with transaction():
        actions.set_tags(db.session.merge(topic), words, db.session.merge(by))
    db.session.expire_all()


def test_a_topic_is_opened_with_tags(as_ada: Any, category: Any, client: Any) -> None:
    page = as_ada.post("/forum/new", data={**NEW, "tags": "Στέγη,  #ΚοινΣΕπ , στεγη,"})
    assert page.status_code == 303
    topic = db.session.scalars(select(Topic)).one()
    assert topic.tags == [["stegi", "Στέγη"], ["koinsep", "ΚοινΣΕπ"]]
    assert tags() == [("koinsep", "ΚοινΣΕπ", 1), ("stegi", "Στέγη", 1)]
    for path in (topic.path, "/forum/", "/forum/tag/koinsep"):
        assert 'href="/forum/tag/stegi"' in client.get(path).text, path


@pytest.mark.parametrize(
    ("words", "error"),
    [("α,β,γ,δ,ε,ζ", "Μια συζήτηση έχει ως 5 ετικέτες."), ("α" * 251, "Έχει πάνω από 250")],
)
def test_tags_that_do_not_fit_come_back(as_ada: Any, category: Any, words: str, error: str) -> None:
    page = as_ada.post("/forum/new", data={**NEW, "tags": words})
    assert page.status_code == 422
    assert error in page.text
    assert words in page.text
    assert tags() == []
    assert db.session.scalars(select(Topic)).all() == []


def test_newcomers_use_the_tags_there_are(
    as_person: Any, make_person: Any, topic: Any, ada: Any
) -> None:
    mark(topic, "στέγη", ada)
    newcomer = as_person(make_person("Nefeli", trust=0))
    page = newcomer.post("/forum/new", data={**NEW, "tags": "στέγη, άλλο"})
    assert page.status_code == 422
    assert "Αυτές είναι καινούριες: άλλο." in page.text
    assert newcomer.post("/forum/new", data={**NEW, "tags": "ΣΤΕΓΗ"}).status_code == 303
    assert tags() == [("stegi", "στέγη", 2)]


def test_the_form_completes_from_what_one_may_see(
    as_person: Any, grace: Any, topic: Any, cafe: Any, ada: Any, client: Any
) -> None:
    mark(topic, "στέγη", ada)
    mark(talk(cafe, ada, "Κρυφό"), "μυστικό", ada)
    text = as_person(grace).get("/forum/new").text
    assert '<option value="στέγη">' in text
    assert '<option value="μυστικό">' in text
    assert tags() == [("mystiko", "μυστικό", 0), ("stegi", "στέγη", 1)]
    shown = client.get("/forum/tags").text
    assert "στέγη" in shown
    assert "μυστικό" not in shown
    assert client.get("/forum/tag/mystiko").status_code == 404
    assert client.get("/forum/tag/nowhere").status_code == 404
    assert as_person(grace).get("/forum/tag/mystiko").status_code == 200


def test_tags_change_with_the_first_post(as_ada: Any, topic: Any, ada: Any) -> None:
    mark(topic, "στέγη, νερό", ada)
    url = f"{topic.path}1/edit"
    assert 'value="στέγη, νερό"' in as_ada.get(url).text
    sent = {"title": topic.title, "body": "Η πρώτη ανάρτηση", "revision": "1"}
    assert as_ada.post(url, data={**sent, "tags": "νερό"}).status_code == 303
    assert fresh(topic).tags == [["nero", "νερό"]]
    assert tags() == [("nero", "νερό", 1), ("stegi", "στέγη", 0)]
    assert as_ada.post(url, data={**sent, "tags": "α,β,γ,δ,ε,ζ"}).status_code == 422
    assert fresh(topic).tags == [["nero", "νερό"]]
    assert as_ada.post(url, data=sent).status_code == 303
    assert fresh(topic).tags == [["nero", "νερό"]]
    assert as_ada.post(url, data={**sent, "tags": ""}).status_code == 303
    assert fresh(topic).tags == []


def test_marked_in_two_windows_at_once_the_rows_say_what_the_topic_says(
    app: Any, as_person: Any, ada: Any, topic: Any
) -> None:
    same = {"title": topic.title, "body": "Η πρώτη ανάρτηση", "revision": "1"}
    crowd = [(as_person(ada), {**same, "tags": words}) for words in ("στέγη, νόμος", "άλλο") * 3]
    assert post_at_once(app, f"{topic.path}1/edit", crowd) == [303] * 6
    rows = select(Tag.slug).join(TopicTag, TopicTag.tag_id == Tag.id)
    marked = sorted(db.session.scalars(rows.where(TopicTag.topic_id == topic.id)))
    assert marked == sorted(slug for slug, _name in fresh(topic).tags)
    assert {slug: count for slug, _name, count in tags() if count} == dict.fromkeys(marked, 1)


def test_a_tag_counts_what_everyone_sees(
    topic: Any, category: Any, ada: Any, moderator: Any, as_person: Any, make_person: Any
) -> None:
    from kalo.forum.jobs import recount

    mark(topic, "στέγη", ada)
    mark(talk(category, ada, "Δεύτερο"), "στέγη", ada)
    done(actions.delete_topic, topic, moderator)
    recount()
    assert tags() == [("stegi", "στέγη", 1)]
    editor = as_person(make_person("Edna", roles={"editor"}))
    sent = {"title_el": "Αγορά", "see": "members"}
    assert editor.post(f"/forum/categories/{category.id}/edit", data=sent).status_code == 303
    assert tags() == [("stegi", "στέγη", 0)]


def test_moderators_rename_a_tag_everywhere(
    as_person: Any, moderator: Any, topic: Any, ada: Any, client: Any
) -> None:
    mark(topic, "στεγη, νερό", ada)
    browser = as_person(moderator)
    assert 'value="στεγη"' in browser.get("/forum/tag/stegi/edit").text
    page = browser.post("/forum/tag/stegi/edit", data={"name": "Κατοικία"})
    assert page.location == "/forum/tag/katoikia"
    assert sorted(fresh(topic).tags) == [["katoikia", "Κατοικία"], ["nero", "νερό"]]
    assert client.get("/forum/tag/stegi").status_code == 404
    refused = {"Νερό": "Υπάρχει ήδη", "!": "Μια ετικέτα θέλει", "": "Δώσε ένα όνομα"}
    for wrong, error in refused.items():
        page = browser.post("/forum/tag/katoikia/edit", data={"name": wrong})
        assert (page.status_code, error in page.text) == (422, True)
    assert db.session.scalars(select(StaffAct.verb)).all() == ["renamed a tag"]


def test_moderators_put_two_tags_together(
    as_person: Any, moderator: Any, category: Any, topic: Any, ada: Any, grace: Any
) -> None:
    both = talk(category, ada, "Και τα δύο")
    mark(topic, "σπίτι", ada)
    mark(both, "σπίτι, στέγη", ada)
    ids = {tag.slug: tag.id for tag in db.session.scalars(select(Tag))}
    with transaction():
        follow_thing(grace, "tag", ids["spiti"], 3)
    browser = as_person(moderator)
    page = browser.post("/forum/tag/spiti/merge", data={"into": "Στέγη"})
    assert page.location == "/forum/tag/stegi"
    assert (fresh(topic).tags, fresh(both).tags) == ([["stegi", "στέγη"]], [["stegi", "στέγη"]])
    assert tags() == [("stegi", "στέγη", 2)]
    assert db.session.execute(select(Watch.thing_id, Watch.level)).all() == [(ids["stegi"], 3)]
    assert len(db.session.execute(select(TopicTag.topic_id)).all()) == 2
    for wrong in ("στέγη", "κανένα", ""):
        assert browser.post("/forum/tag/stegi/merge", data={"into": wrong}).status_code == 422


def test_only_moderators_arrange_tags(client: Any, as_ada: Any, topic: Any, ada: Any) -> None:
    mark(topic, "στέγη", ada)
    for browser, refused in ((client, 401), (as_ada, 403)):
        for path in ("edit", "merge"):
            page = browser.post(f"/forum/tag/stegi/{path}", data={"name": "χ", "into": "χ"})
            assert page.status_code == refused
    assert as_ada.get("/forum/tag/stegi/edit").status_code == 403
    assert "/forum/tag/stegi/edit" not in as_ada.get("/forum/tag/stegi").text


def test_a_tag_page_shows_its_topics_and_narrows_them(
    client: Any, topic: Any, category: Any, ada: Any
) -> None:
    other = talk(category, ada, "Με απάντηση", replies=1)
    talk(category, ada, "Χωρίς ετικέτα")
    for each in (topic, other):
        mark(each, "στέγη", ada)
    text = client.get("/forum/tag/stegi").text
    assert re.findall(r'<a class="title" href="[^"]+">([^<]+)', text) == [other.title, topic.title]
    text = client.get("/forum/tag/stegi?state=unanswered").text
    assert re.findall(r'<a class="title" href="[^"]+">([^<]+)', text) == [topic.title]
    assert db.session.scalars(select(Category.slug)).all() == ["agora"]
