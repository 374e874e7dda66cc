"""Drafts: kept on the server under rising numbers, seen elsewhere, gone when published."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update

from kalo.accounts.models import Person
from kalo.forum.actions import delete_topic
from kalo.forum.actions.words import keep_held
from kalo.forum.models import Post
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.writing.actions.drafts import forget_old_drafts
from kalo.writing.models import Draft, UploadUse
from tests.factories.forum import done
from tests.factories.writing import picture, sent

JSON = {"Accept": "application/json"}


def keep(browser: Any, seq: int, body: str, key: str = "topic-1", **more: Any) -> Any:
    words = {"draft": key, "draft_seq": seq, "body": body, **more}
    return browser.post("/writing/drafts", data=words, headers=JSON)


def kept(browser: Any, key: str = "topic-1") -> Any:
    return browser.get(f"/writing/draft?key={key}", headers=JSON)


def test_a_draft_is_kept_and_seen_on_another_device(as_ada: Any, as_person: Any, ada: Any) -> None:
    assert keep(as_ada, 1, "Άρχισα").json == {"seq": 1}
    other = as_person(ada)
    assert kept(other).json["body"] == "Άρχισα"
    assert keep(other, 2, "Άρχισα και συνέχισα").json == {"seq": 2}
    assert kept(as_ada).json["seq"] == 2


def test_a_save_with_an_old_number_is_ignored_and_says_so(as_ada: Any) -> None:
    keep(as_ada, 1, "πρώτο")
    keep(as_ada, 2, "δεύτερο")
    late = keep(as_ada, 2, "παλιό")
    assert late.status_code == 409
    assert (late.json["seq"], late.json["body"]) == (2, "δεύτερο")
    assert kept(as_ada).json["body"] == "δεύτερο"


def test_a_draft_is_its_owners_alone(as_ada: Any, as_person: Any, grace: Any, client: Any) -> None:
    keep(as_ada, 1, "μυστικό")
    browser = as_person(grace)
    assert kept(browser).status_code == 204
    assert "μυστικό" not in browser.get("/writing/drafts").text
    browser.post("/writing/drafts/discard", data={"draft": "topic-1"})
    assert kept(as_ada).json["body"] == "μυστικό"
    assert client.get("/writing/drafts").status_code == 303
    assert keep(client, 1, "x").status_code == 401


def test_publishing_forgets_the_draft_and_only_that_one(as_ada: Any, topic: Any) -> None:
    keep(as_ada, 1, "απάντηση", key=f"topic-{topic.id}")
    keep(as_ada, 1, "άλλο", key="topic-99")
    refused = as_ada.post(f"{topic.path}posts", data={"body": "λ" * 20_001})
    assert refused.status_code == 422
    assert kept(as_ada, f"topic-{topic.id}").status_code == 200
    as_ada.post(f"{topic.path}posts", data={"body": "απάντηση"})
    assert kept(as_ada, f"topic-{topic.id}").status_code == 204
    assert kept(as_ada, "topic-99").status_code == 200


def test_a_new_topic_and_an_edit_forget_theirs(as_ada: Any, topic: Any, category: Any) -> None:
    keep(as_ada, 1, "νέο", key="new-topic")
    keep(as_ada, 1, "αλλιώς", key="post-1-1")
    as_ada.post("/forum/new", data={"title": "Τίτλος", "category": category.slug, "body": "νέο"})
    words = {"title": topic.title, "body": "αλλιώς", "revision": "1"}
    assert as_ada.post(f"{topic.path}1/edit", data=words).status_code == 303
    assert db.session.scalar(select(func.count(Draft.id))) == 0


def test_without_scripts_a_button_keeps_the_draft_and_a_page_leads_back(
    as_ada: Any, topic: Any
) -> None:
    words = {"draft": f"topic-{topic.id}", "draft_path": topic.path, "body": "Μισή σκέψη"}
    answered = as_ada.post("/writing/drafts", data=words)
    assert (answered.status_code, answered.location) == (303, "/writing/drafts")
    again = as_ada.post("/writing/drafts", data={**words, "body": "Μισή σκέψη ακόμα"})
    assert again.status_code == 303
    way = f"{topic.path}?draft=topic-{topic.id}"
    assert f'href="{way}#reply"' in as_ada.get("/writing/drafts").text
    assert ">\r\nΜισή σκέψη ακόμα</textarea>" in as_ada.get(way).text
    as_ada.post("/writing/drafts/discard", data={"draft": f"topic-{topic.id}"})
    assert "Μισή" not in as_ada.get("/writing/drafts").text


def test_a_draft_of_a_new_topic_and_of_an_edit_can_be_gone_on_with(as_ada: Any, topic: Any) -> None:
    keep(as_ada, 1, "σώμα", key="new-topic", title="Αρχή τίτλου")
    page = as_ada.get("/forum/new?draft=new-topic").text
    assert 'value="Αρχή τίτλου"' in page
    assert ">\r\nσώμα</textarea>" in page
    keep(as_ada, 1, "αλλιώς", key="post-1-1")
    assert ">\r\nαλλιώς</textarea>" in as_ada.get(f"{topic.path}1/edit?draft=1").text


def test_the_list_names_the_discussion_of_an_answer_and_of_a_change_as_far_as_it_may_be_seen(
    as_ada: Any, topic: Any, ada: Any, grace: Any, queries_run: list[str]
) -> None:
    def named() -> tuple[list[str], int]:
        db.session.rollback()
        queries_run.clear()
        page = as_ada.get("/en/writing/drafts").text
        return re.findall(r"in “([^”]+)”", page), len(queries_run)

    keep(as_ada, 1, "Μια απάντηση", f"topic-{topic.id}")
    once = named()
    assert once[0] == [topic.title]
    post = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).first()
    keep(as_ada, 1, "Μια αλλαγή", f"post-{post.id}-1")
    keep(as_ada, 1, "Χωρίς τόπο", "new-topic")
    keep(as_ada, 1, "Αλλού", "topic-99999999")
    assert named() == ([topic.title] * 2, once[1])
    done(delete_topic, topic, grace)
    assert named()[0] == []


def test_an_emptied_text_is_no_draft(as_ada: Any) -> None:
    keep(as_ada, 1, "κάτι")
    assert keep(as_ada, 2, "  ").json == {"seq": 0}
    assert kept(as_ada).status_code == 204


def test_a_draft_leads_nowhere_else(as_ada: Any) -> None:
    for path in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"):
        assert keep(as_ada, 1, "κάτι", draft_path=path).status_code == 422
    assert keep(as_ada, 1, "κάτι", key="../x").status_code == 422
    assert keep(as_ada, 1, "λ" * 40_001).status_code == 422


def test_a_refused_draft_gives_the_text_back(as_ada: Any) -> None:
    words = {"draft": "BAD KEY", "body": "Πολύτιμα λόγια"}
    page = as_ada.post("/writing/drafts", data=words)
    assert page.status_code == 422
    assert "Πολύτιμα λόγια</textarea>" in page.text
    assert page.text.count('role="alert"') == 1


def test_old_drafts_are_swept(as_ada: Any, ada: Any) -> None:
    keep(as_ada, 1, "παλιό")
    keep(as_ada, 1, "νέο", key="topic-2")
    with transaction():
        old = update(Draft).where(Draft.key == "topic-1")
        db.session.execute(old.values(saved_at=clock.now() - timedelta(days=181)))
    with transaction():
        assert forget_old_drafts() == 1
    assert kept(as_ada, "topic-2").status_code == 200


def test_the_account_leads_to_the_drafts(as_ada: Any) -> None:
    assert 'href="/writing/drafts"' in as_ada.get("/accounts/me/").text
    assert "Δεν υπάρχουν πρόχειρα." in as_ada.get("/writing/drafts").text


def test_a_held_reply_is_no_draft_any_more_and_keeps_its_files(
    app: Any, make_person: Any, as_person: Any, topic: Any
) -> None:
    browser = as_person(make_person("New", trust=0))
    url = browser.post("/writing/uploads", data=sent(picture(), "a.jpg")).json["url"]
    key = f"topic-{topic.id}"
    keep(browser, 1, "περιμένει", key=key)
    with transaction():
        here, who = db.session.merge(topic), db.session.scalars(select(Person)).all()[-1]
        keep_held(7, who, f"![α]({url})", f"topic-{here.id}")
    assert kept(browser, key).status_code == 204
    assert db.session.scalar(select(UploadUse.subject)) == "held:7"
    assert browser.get(url).status_code == 200
