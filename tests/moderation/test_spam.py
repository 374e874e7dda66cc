"""What may be in a text, and how fast; what waits, is refused, or published once."""

from datetime import timedelta

import pytest

from kalo.accounts.models import Person, Setting
from kalo.forum.models import Post, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation.models import Case, Held, Ruling, WatchedWord
from kalo.moderation.spam import count, fingerprint, watched_in
from kalo.writing.actions.drafts import Words, save_draft
from kalo.writing.models import Draft

LONG = "Ένα κείμενο αρκετά μεγάλο, για να μην το γράφει κανείς δεύτερη φορά χωρίς λόγο."


@pytest.fixture
def newcomer(make_person):
    return make_person("New", trust=0, joined_at=clock.now() - timedelta(days=3))


@pytest.fixture
def post(as_person, topic):
    """post(ada, "…") sends a reply through its form."""

    def _post(person, body, **more):
        sent = {"body": body, **more}
        return as_person(person).post(f"/forum/t/{topic.named_id}/posts", data=sent)

    return _post


@pytest.mark.parametrize(
    ("source", "counted"),
    [
        ("", (0, 0, 0)),
        ("http://a.gr και https://b.gr και www.c.gr", (3, 0, 0)),
        ("![x](http://a.gr/x.png) http://b.gr", (1, 1, 0)),
        ("@ada @grace @ada ada@example.org", (0, 0, 2)),
        ("[λόγια](https://a.gr)", (1, 0, 0)),
    ],
)
def test_what_a_text_holds(source, counted):
    found = count(source)
    assert (found.links, found.images, found.mentions) == counted


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Δείτε το ΚΑΖΙΝΟ μας", ["καζινο"]),
        ("καζίνο.", ["καζινο"]),
        ("καζινοπαίκτης", []),
        ("https://kako.example/x", ["kako.example"]),
    ],
)
def test_watched_words_need_no_accents(source, found):
    assert watched_in(source, ["καζινο", "kako.example"]) == found


def test_the_same_text_has_the_same_mark():
    assert fingerprint("Καλημέρα,  ΌΛΟΙ") == fingerprint("καλημερα ολοι")
    assert fingerprint("Καλημέρα όλοι") != fingerprint("Καλησπέρα όλοι")


@pytest.mark.parametrize(("trust", "status"), [(0, 422), (1, 303)])
def test_limits_follow_trust(trust, status, post, make_person):
    person = make_person("Someone", trust=trust, joined_at=clock.now() - timedelta(days=9))
    answer = post(person, "https://a.gr https://b.gr https://c.gr")
    assert answer.status_code == status
    assert ("https://c.gr" in answer.text) is (status == 422)


def test_too_many_in_a_minute_are_refused(limits_on, post, newcomer):
    answers = [post(newcomer, f"Απάντηση {n}").status_code for n in range(3)]
    assert answers == [303, 303, 422]


def test_a_filled_trap_is_refused(post, ada):
    assert post(ada, "Καλημέρα", website="http://x.example").status_code == 422
    assert db.session.query(Post).count() == 1


def test_links_sent_in_a_blink_wait(post, ada):
    key = f"{int(clock.now().timestamp() * 1000):x}.abcdefabcdef"
    assert post(ada, "Δείτε https://a.gr", once=key).status_code == 303
    assert db.session.query(Held.why).scalar() == "haste"
    earlier = f"{int(clock.now().timestamp() * 1000) - 60_000:x}.abcdefabcdef"
    assert post(ada, "Δείτε https://a.gr", once=earlier).status_code == 303
    assert db.session.query(Held).count() == 1


def test_the_same_words_for_the_third_time_wait(post, ada):
    for _turn in range(3):
        post(ada, LONG)
    assert db.session.query(Post).filter_by(source=LONG).count() == 2
    assert db.session.query(Held.why).scalar() == "repeated"


@pytest.mark.parametrize(("act", "status", "held"), [("block", 422, 0), ("hold", 303, 1)])
def test_watched_words_block_or_hold(act, status, held, as_person, moderator, post, ada):
    desk = as_person(moderator)
    answer = desk.post("/moderation/words", data={"word": "Καζίνο", "act": act})
    assert answer.status_code == 303
    assert post(ada, "Ένα καζινο για όλους").status_code == status
    assert db.session.query(Held).count() == held
    word = db.session.query(WatchedWord).one()
    assert desk.post(f"/moderation/words/{word.id}/removal").status_code == 303
    assert post(ada, "Ένα καζινο για όλους").status_code == 303
    assert db.session.query(Post).filter_by(author_id=ada.id, number=2).count() == 1


def test_a_first_post_is_published_and_looked_at(as_person, post, newcomer, moderator, rule):
    for n in range(3):
        assert post(newcomer, f"Καλημέρα {n}").status_code == 303
    cases = db.session.query(Case).order_by(Case.id).all()
    assert [(case.kind, case.state) for case in cases] == [("first", "open")] * 2
    assert rule(moderator, cases[0].id, "keep").status_code == 303
    from kalo.moderation.trust import facts_of

    assert facts_of([newcomer.id])[newcomer.id].accepted == 1


def test_a_held_reply_is_published_once_under_its_author(
    make, as_person, post, newcomer, moderator, second, topic, rule, grace
):
    make(Setting, key="first_posts", value="hold")
    assert post(newcomer, "Η πρώτη μου λέξη").status_code == 303
    page = f"/forum/t/{topic.named_id}/"
    assert "Η πρώτη μου λέξη" not in as_person(grace).get(page).text
    assert "Η πρώτη μου λέξη" in as_person(newcomer).get(page).text
    assert "Η πρώτη μου λέξη" in as_person(newcomer).get("/moderation/mine").text
    case_id = db.session.query(Case.id).scalar()
    assert rule(moderator, case_id, "publish").status_code == 303
    late = as_person(second).post(
        f"/moderation/cases/{case_id}/ruling", data={"verb": "publish", "version": 1}
    )
    assert late.status_code == 409
    posted = db.session.query(Post).filter_by(source="Η πρώτη μου λέξη").one()
    assert (posted.author_id, posted.number) == (newcomer.id, 2)
    assert "Η πρώτη μου λέξη" in as_person(grace).get(page).text


def test_everybody_sees_their_own_waiting_text_at_no_cost(
    make, as_person, post, moderator, make_person, topic, grace, queries_run
):
    make(WatchedWord, word="αναμονη", act="hold", by_id=moderator.id, at=clock.now())
    known = make_person("Known", trust=2)
    page = f"/forum/t/{topic.named_id}/"
    as_person(known).get(page)
    assert post(known, "Μια λέξη σε αναμονή").status_code == 303
    assert "Μια λέξη σε αναμονή" in as_person(known).get(page).text
    assert "Μια λέξη σε αναμονή" not in as_person(grace).get(page).text
    mine = as_person(known)
    mine.get(page)
    queries_run.clear()
    mine.get(page)
    assert len(queries_run) == 6


def test_a_returned_reply_is_a_draft_for_the_same_topic(
    make, as_person, newcomer, post, moderator, topic, rule
):
    make(Setting, key="first_posts", value="hold")
    post(newcomer, "Τα πρώτα μου λόγια")
    with transaction():
        save_draft(newcomer, f"topic-{topic.id}", 4, Words("Κάτι άλλο", path=topic.path))
    case_id = db.session.query(Case.id).scalar()
    assert rule(moderator, case_id, "give_back", reason="off_topic").status_code == 303
    kept = db.session.query(Draft).one()
    assert (kept.key, kept.seq) == (f"topic-{topic.id}", 5)
    assert kept.body == "Κάτι άλλο\n\nΤα πρώτα μου λόγια"
    way = f"{topic.path}?draft=topic-{topic.id}#reply"
    ruling = f"/moderation/rulings/{db.session.query(Ruling.id).scalar()}"
    assert f'href="{way}"' in as_person(newcomer).get(ruling).text
    assert f'href="{way}"' not in as_person(moderator).get(ruling).text
    assert "Κάτι άλλο\n\nΤα πρώτα μου λόγια</textarea>" in as_person(newcomer).get(way).text


def test_a_held_topic_comes_back_with_the_reason(
    make, as_person, newcomer, moderator, category, rule
):
    make(Setting, key="first_posts", value="hold")
    typed = {"title": "Πουλάω", "category": category.slug, "body": "Αγοράστε όλοι"}
    assert as_person(newcomer).post("/forum/new", data=typed).status_code == 303
    assert db.session.query(Topic).count() == 0
    case_id = db.session.query(Case.id).scalar()
    assert rule(moderator, case_id, "give_back", reason="spam").status_code == 303
    mine = as_person(newcomer).get("/moderation/mine").text
    assert "Αγοράστε όλοι" in mine
    assert "επέστρεψε" in mine
    assert db.session.query(Topic).count() == 0
    assert db.session.query(Ruling.verb).scalar() == "give_back"
    way = f"/forum/new?draft=new-topic&amp;category={category.slug}"
    assert f'href="{way}"' in mine
    form = as_person(newcomer).get(way.replace("&amp;", "&")).text
    assert "Αγοράστε όλοι</textarea>" in form
    assert 'value="Πουλάω"' in form
    assert f'selected value="{category.slug}"' in form


def test_a_held_topic_is_published_with_its_poll(
    make, as_person, newcomer, moderator, category, rule
):
    make(Setting, key="first_posts", value="hold")
    typed = {"title": "Πότε βρισκόμαστε;", "category": category.slug, "body": "Διαλέξτε"}
    typed |= {"poll-kind": "one", "poll-options": "Δευτέρα\nΤρίτη", "poll-results": "always"}
    assert as_person(newcomer).post("/forum/new", data=typed).status_code == 303
    case_id = db.session.query(Case.id).scalar()
    assert rule(moderator, case_id, "publish").status_code == 303
    assert db.session.query(Topic).one().poll is not None


def test_staff_are_not_weighed(make_person, post):
    editor = make_person("Edit", trust=0, roles={"editor"})
    assert post(editor, " ".join(f"https://a{n}.gr" for n in range(30))).status_code == 303


def test_whoever_leaves_takes_a_waiting_text_along(make, post, newcomer):
    from kalo.accounts.actions import erase

    make(Setting, key="first_posts", value="hold")
    post(newcomer, "Θα φύγω")
    with transaction():
        erase(db.session.get(Person, newcomer.id))
    assert db.session.query(Held.source, Held.values).one() == ("", {})
