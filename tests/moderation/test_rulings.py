"""What each ruling does, to whom it may be done, and how it is undone."""

import re
from datetime import timedelta

import pytest

from kalo.accounts.models import Person, StaffAct
from kalo.forum.models import Post
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation import reasons
from kalo.moderation.models import Case, Report, Ruling
from kalo.moderation.models.rulings import VERBS

TELLS = [reason for reason in reasons.REASONS if reason != "illegal"]


def state_of(post: Post) -> str:
    found = db.session.get(Post, post.id)
    return "deleted" if found.deleted_at else "hidden" if found.hidden_at else "stands"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("reason", reasons.REASONS)
def test_each_reason_goes_with_each_ruling(verb, reason, moderator, mallory, rude, case_id, rule):
    more = {"law": "Ποινικός κώδικας", "facts": "Το είδαμε"} if reason == "illegal" else {}
    more |= {"days": "3"} if verb in {"silence", "suspend"} else {}
    assert rule(moderator, case_id, verb, reason=reason, **more).status_code == 303
    ruling = db.session.query(Ruling).one()
    kept = verb == "keep"
    assert ruling.verb == verb
    assert ruling.reason == ("" if kept else reason)
    assert ruling.words == ("" if kept else str(ruling.words))
    assert bool(ruling.words) is not kept
    assert state_of(rude) == {"hide": "hidden", "delete": "deleted"}.get(verb, "stands")
    whom = db.session.get(Person, mallory.id)
    assert bool(whom.silenced_until) is (verb == "silence")
    assert whom.is_suspended is (verb == "suspend")
    assert db.session.query(Report.outcome).scalar() == ("declined" if kept else "upheld")
    assert whom.trust == (1 if kept else 0)
    assert db.session.query(Case.state).scalar() == "closed"


@pytest.mark.parametrize("verb", ["hide", "delete", "warn", "silence", "suspend"])
def test_undoing_restores_everything(verb, as_person, moderator, mallory, rude, case_id, rule):
    rule(moderator, case_id, verb, reason="spam", days="7", hides="y")
    ruling = db.session.query(Ruling).one()
    assert as_person(moderator).post(f"/moderation/rulings/{ruling.id}/undo").status_code == 303
    whom = db.session.get(Person, mallory.id)
    assert state_of(rude) == "stands"
    assert (whom.silenced_until, whom.suspended_at, whom.trust) == (None, None, 1)
    verbs = [act.verb for act in db.session.query(StaffAct).order_by(StaffAct.id)]
    assert f"ruled: {verb}" in verbs
    assert verbs[-1] == "took back a ruling"


def test_illegal_content_needs_a_law_and_facts(moderator, case_id, rule):
    answer = rule(moderator, case_id, "delete", reason="illegal", words="Το αφαιρούμε")
    assert answer.status_code == 422
    assert "Το αφαιρούμε" in answer.text
    assert db.session.query(Ruling).count() == 0


def test_two_moderators_do_not_act_twice(as_person, moderator, second, rude, case_id, rule):
    """The second saw the case before the first decided."""
    page = as_person(second).get(f"/moderation/cases/{case_id}/").text
    seen = re.search(r'name="version"[^>]* value="(\d+)"', page)[1]
    assert rule(moderator, case_id, "hide", reason="unkind").status_code == 303
    sent = {"verb": "delete", "reason": "spam", "version": seen}
    late = as_person(second).post(f"/moderation/cases/{case_id}/ruling", data=sent)
    assert late.status_code == 409
    assert "Moira" in late.text
    assert state_of(rude) == "hidden"
    assert db.session.query(Ruling).count() == 1


def test_a_new_report_makes_the_page_of_a_moderator_stale(
    as_person, moderator, grace, rude, case_id, report
):
    page = as_person(moderator).get(f"/moderation/cases/{case_id}/").text
    seen = re.search(r'name="version"[^>]* value="(\d+)"', page)[1]
    report(grace, rude, reason="spam")
    sent = {"verb": "keep", "version": seen}
    answer = as_person(moderator).post(f"/moderation/cases/{case_id}/ruling", data=sent)
    assert answer.status_code == 409
    assert db.session.query(Ruling).count() == 0


def test_a_case_is_claimed_and_let_go(as_person, moderator, second, case_id):
    version = db.session.query(Case.version).scalar()
    desk = as_person(moderator)
    sent = {"version": version}
    assert desk.post(f"/moderation/cases/{case_id}/claim", data=sent).status_code == 303
    assert "Το κοιτά: Moira" in as_person(second).get("/moderation/").text
    late = as_person(second).post(f"/moderation/cases/{case_id}/claim", data=sent)
    assert late.status_code == 409
    sent = {"version": version + 1}
    assert desk.post(f"/moderation/cases/{case_id}/claim/undo", data=sent).status_code == 303
    assert db.session.query(Case.claimed_by_id).scalar() is None


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 40])
def test_a_version_that_is_none_is_an_old_one(as_person, moderator, case_id, version):
    door, sent = f"/moderation/cases/{case_id}", {"version": version}
    desk = as_person(moderator)
    assert desk.post(f"{door}/claim", data=sent).status_code == 409
    ruled = desk.post(f"{door}/ruling", data={**sent, "verb": "keep"})
    assert ruled.status_code in (409, 422)
    assert db.session.query(Case.claimed_by_id, Case.state).one() == (None, "open")


def test_notes_stay_among_moderators(as_person, moderator, mallory, case_id):
    sent = {"words": "Το ξανάκανε χθες"}
    desk = as_person(moderator)
    assert desk.post(f"/moderation/cases/{case_id}/notes", data=sent).status_code == 303
    assert "Το ξανάκανε χθες" in desk.get(f"/moderation/cases/{case_id}/").text
    assert as_person(mallory).get(f"/moderation/cases/{case_id}/").status_code == 403


def test_staff_do_not_rule_on_themselves_nor_on_administrators(
    moderator, administrator, topic, ada, report, rule
):
    from tests.factories.moderation import reply_by

    own, above = reply_by(topic, moderator, "Δικό μου"), reply_by(topic, administrator, "Πάνω")
    for post in (own, above):
        report(ada, post)
        found = db.session.query(Case).filter_by(subject=f"post:{post.id}").one()
        sent = {"reason": "spam", "version": found.version}
        assert rule(moderator, found.id, "hide", **sent).status_code == 403
        assert state_of(post) == "stands"


def test_an_appeal_goes_to_another_moderator(
    as_person, moderator, second, mallory, rude, case_id, rule
):
    rule(moderator, case_id, "hide", reason="unkind")
    ruling_id = db.session.query(Ruling.id).scalar()
    author = as_person(mallory)
    asked = author.post(f"/moderation/rulings/{ruling_id}/appeal", data={"words": "Ήταν αστείο"})
    assert asked.status_code == 303
    again = author.post(f"/moderation/rulings/{ruling_id}/appeal", data={"words": "Ξανά"})
    assert again.status_code == 403
    assert rule(moderator, case_id, "taken_back", words="Εγώ").status_code == 403
    assert rule(second, case_id, "taken_back", words="Είναι εντάξει").status_code == 303
    assert state_of(rude) == "stands"
    assert "Είναι εντάξει" in author.get(f"/moderation/rulings/{ruling_id}").text


def test_alone_the_same_moderator_looks_again_and_the_page_says_so(
    as_person, moderator, mallory, case_id, rule
):
    rule(moderator, case_id, "hide", reason="unkind")
    ruling_id = db.session.query(Ruling.id).scalar()
    author = as_person(mallory)
    assert "ξανακοιτά το ίδιο" in author.get(f"/moderation/rulings/{ruling_id}").text
    author.post(f"/moderation/rulings/{ruling_id}/appeal", data={"words": "Κοίτα ξανά"})
    assert rule(moderator, case_id, "stands", words="Μένει").status_code == 303
    assert db.session.query(Ruling.appeal).scalar() == "stands"


def test_the_suggested_days_grow(as_person, moderator, mallory, ada, rude, case_id, rule, report):
    desk = as_person(moderator)
    days = []
    for _turn in range(3):
        page = desk.get(f"/moderation/cases/{case_id}/").text
        days.append(re.search(r'name="days"[^>]* value="(\d+)"', page)[1])
        rule(moderator, case_id, "warn", reason="unkind")
        report(ada, rude)
    assert days == ["1", "3", "7"]


def test_a_silenced_person_reads_why_instead_of_the_form(
    as_person, moderator, mallory, topic, case_id, rule
):
    rule(moderator, case_id, "silence", reason="unkind", days="3")
    browser = as_person(mallory)
    page = browser.get(f"/forum/t/{topic.named_id}/")
    assert "όχι να γράφεις έως" in page.text
    assert 'id="reply-form"' not in page.text
    assert (
        browser.post(f"/forum/t/{topic.named_id}/posts", data={"body": "Όμως"}).status_code == 403
    )
    assert "όχι να γράφεις έως" in browser.get("/forum/new").text


def test_a_suspension_ends_by_itself(client, moderator, mallory, case_id, rule, monkeypatch):
    from kalo.accounts.passwords import hashed

    with transaction():
        db.session.get(Person, mallory.id).password_hash = hashed("a long password")
    rule(moderator, case_id, "suspend", reason="spam", days="3", words="Διαφημίσεις")
    typed = {"email": mallory.email, "password": "a long password"}
    refused = client.post("/accounts/sign-in", data=typed)
    assert refused.status_code == 422
    assert "Διαφημίσεις" in refused.text
    assert "σε αναστολή έως" in refused.text
    later = clock.now() + timedelta(days=4)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.post("/accounts/sign-in", data=typed).status_code == 303
