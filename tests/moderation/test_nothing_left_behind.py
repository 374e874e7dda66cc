"""Nothing waits for ever, and nothing that waits is dropped with something else."""

from dataclasses import replace
from datetime import timedelta

from kalo.accounts.actions import erase
from kalo.accounts.models import Person, Setting
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation.models import Case, Report, Ruling
from kalo.moderation.things import kinds
from kalo.search.people import documents as searched


def test_a_text_that_waits_leaves_the_queue_with_its_author(
    make, as_person, make_person, moderator, topic
):
    make(Setting, key="first_posts", value="hold")
    new = make_person("New", trust=0, joined_at=clock.now() - timedelta(days=3))
    as_person(new).post(f"{topic.path}posts", data={"body": "Η πρώτη μου λέξη"})
    assert db.session.query(Case.state).scalar() == "open"
    with transaction():
        erase(db.session.merge(new))
    case = db.session.query(Case).one()
    assert (case.state, case.version) == ("closed", 2)
    assert as_person(moderator).get(f"/moderation/cases/{case.id}/").status_code == 200


def test_what_was_reported_while_the_author_asked_again_waits_on(
    as_person, moderator, second, grace, mallory, rude, case_id, rule, report
):
    assert rule(moderator, case_id, "warn", reason="unkind").status_code == 303
    ruling = db.session.query(Ruling).one()
    asked = {"words": "Δεν το εννοούσα έτσι"}
    as_person(mallory).post(f"/moderation/rulings/{ruling.id}/appeal", data=asked)
    assert report(grace, rude).status_code == 303
    assert rule(second, case_id, "stands", words="Το κοιτάξαμε").status_code == 303
    case = db.session.query(Case).one()
    assert (case.state, case.kind, case.reports_count) == ("open", "flags", 1)
    assert case.weight == db.session.query(Report.weight).filter_by(person_id=grace.id).scalar()
    assert rule(second, case_id, "keep").status_code == 303
    assert db.session.query(Report).filter_by(outcome=None).count() == 0


def test_a_ruling_that_is_taken_back_counts_each_report_once(
    as_person, moderator, second, grace, mallory, rude, case_id, rule, report
):
    rule(moderator, case_id, "warn", reason="unkind")
    ruling = db.session.query(Ruling).one()
    as_person(mallory).post(f"/moderation/rulings/{ruling.id}/appeal", data={"words": "Γιατί"})
    report(grace, rude)
    assert rule(second, case_id, "taken_back", words="Έχεις δίκιο").status_code == 303
    case = db.session.query(Case).one()
    assert (case.state, case.kind, case.reports_count) == ("open", "flags", 2)


def test_an_illegal_thing_is_one_again_when_the_ruling_is_taken_back(
    as_person, moderator, ada, rude, rule
):
    door = f"/moderation/report?subject=post:{rude.id}&reason=illegal"
    sent = {"words": "Απειλεί", "place": "#2", "name": "", "email": "", "faith": "y"}
    assert as_person(ada).post(door, data=sent).status_code == 303
    case = db.session.query(Case).one()
    assert rule(moderator, case.id, "keep").status_code == 303
    ruling = db.session.query(Ruling).one()
    desk = as_person(moderator)
    assert desk.post(f"/moderation/rulings/{ruling.id}/undo").status_code == 303
    case = db.session.query(Case).one()
    assert (case.state, case.illegal, case.reports_count) == ("open", True, 1)
    assert f"/moderation/cases/{case.id}/" in desk.get("/moderation/?kind=illegal").text


def test_a_profile_that_reports_hid_comes_back_whole(
    as_person, make_person, moderator, second, rule
):
    page = {"about": "Λίγα λόγια", "about_html": "<p>Λίγα λόγια</p>", "picture": "faces/a.webp"}
    shown = make_person("Shown", **page)
    for n in range(3):
        known = make_person(f"Known {'abc'[n]}", trust=3)
        door = f"/moderation/report?subject=person:{shown.id}"
        assert as_person(known).post(door, data={"reason": "spam"}).status_code == 303
    case = db.session.query(Case).one()
    assert case.hidden_at is not None
    assert db.session.get(Person, shown.id).about_html == ""
    assert [each.body for each in searched([shown.id])] == [""]
    assert rule(moderator, case.id, "keep").status_code == 303
    now = db.session.get(Person, shown.id)
    assert (now.about_html.strip(), now.picture) == ("<p>Λίγα λόγια</p>", "faces/a.webp")
    assert [each.body for each in searched([shown.id])] == ["Λίγα λόγια"]


def test_what_a_room_does_not_let_somebody_rule_on_is_not_theirs(
    monkeypatch, as_person, moderator, case_id, rule
):
    refusing = replace(kinds["post"], may_rule=lambda person, key: False)
    monkeypatch.setitem(kinds, "post", refusing)
    assert rule(moderator, case_id, "keep").status_code == 403
    assert db.session.query(Ruling).count() == 0
