"""The table of trust: what facts give, what is kept, what is lost."""

from datetime import timedelta

import pytest

from kalo.accounts.models import Person, Setting
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.live import actions as live
from kalo.live.models import Presence, Room
from kalo.moderation import actions
from kalo.moderation.jobs import weigh_everybody
from kalo.moderation.models import Case, Standing, Visit
from kalo.moderation.trust import Facts, earned, facts_of, is_suggested, level_of
from tests.factories.forum import talk
from tests.factories.live import door_for, gathering_now

READ = {"topics_opened": 5, "posts_read": 30, "seconds": 600}
MUCH = {"topics_opened": 9, "posts_read": 100, "seconds": 3600, "days": 15, "topics_replied": 3}
ALWAYS = {**MUCH, "recent_days": 50, "posts": 60}


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({}, 0),
        (READ, 1),
        ({**READ, "topics_opened": 4}, 0),
        ({**READ, "posts_read": 29}, 0),
        ({**READ, "seconds": 599}, 0),
        ({"accepted": 1}, 1),
        ({"attended": 1}, 1),
        (MUCH, 2),
        ({**MUCH, "days": 14}, 1),
        ({**MUCH, "seconds": 3599}, 1),
        ({**MUCH, "posts_read": 99}, 1),
        ({**MUCH, "topics_replied": 2}, 1),
        (ALWAYS, 3),
        ({**ALWAYS, "recent_days": 49}, 2),
        ({**ALWAYS, "posts": 59}, 2),
        ({**ALWAYS, "upheld": 1}, 2),
        ({"recent_days": 90, "posts": 900}, 0),
    ],
)
def test_what_is_earned(facts, level):
    assert earned(Facts(**facts)) == level


@pytest.mark.parametrize(
    ("facts", "now", "highest", "level"),
    [
        (READ, 0, 3, 1),
        ({}, 1, 3, 1),  # what was earned is kept
        ({}, 2, 3, 2),
        (ALWAYS, 2, 3, 2),  # nobody becomes a pillar by numbers
        (ALWAYS, 3, 3, 3),
        (MUCH, 3, 3, 2),  # and stays one only while they hold
        (ALWAYS, 1, 1, 1),  # no higher than a report left open
        (MUCH, 2, 0, 0),
    ],
)
def test_what_somebody_has_from_now_on(facts, now, highest, level):
    assert level_of(Facts(**facts), now, highest) == level


def test_a_pillar_is_suggested():
    assert is_suggested(Facts(**ALWAYS), 2)
    assert not is_suggested(Facts(**ALWAYS), 3)
    assert not is_suggested(Facts(**ALWAYS), 2, highest=2)
    assert not is_suggested(Facts(**MUCH), 2)


def test_the_night_moves_whoever_read_enough(make, make_person, ada, category):
    from kalo.forum.models import ReadMark

    newcomer = make_person("New", trust=0)
    for n in range(5):
        topic = talk(category, ada, f"Θέμα {n}")
        with transaction():
            values = {"person_id": newcomer.id, "topic_id": topic.id}
            db.session.add(ReadMark(**values, last_read=6, seconds=120))
    make(Visit, person_id=newcomer.id, day=clock.today())
    assert weigh_everybody() == 1
    assert db.session.get(Person, newcomer.id).trust == 1
    assert weigh_everybody() == 0


def test_an_upheld_report_takes_one_step_for_sixty_days(make_person, monkeypatch):
    person = make_person("Known", trust=2)
    with transaction():
        assert actions.people.take_trust(db.session.get(Person, person.id)) == 2
    standing = db.session.query(Standing).one()
    assert (standing.highest, db.session.get(Person, person.id).trust) == (1, 1)
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    with transaction():
        actions.forget_old()
    assert db.session.query(Standing).count() == 0


def test_a_day_is_counted_once(as_person, ada):
    as_person(ada).get("/")
    as_person(ada).get("/")
    assert [row.person_id for row in db.session.query(Visit)] == [ada.id]


def test_the_page_says_what_opens_and_what_is_missing(as_person, make_person):
    page = as_person(make_person("New", trust=0)).get("/moderation/trust").text
    assert "αναρτήσεις που διάβασες: 0 από 30" in page
    assert "λεπτά ανάγνωσης: 0 από 10" in page


def visit(person, event, minutes, device="phone", began=0):
    """Somebody was in the room of an event for so long."""
    with transaction():
        room = db.session.query(Room).filter_by(event_id=event.id).one_or_none()
        if room is None:
            room = Room(event_id=event.id, made_at=clock.now())
            db.session.add(room)
            db.session.flush()
        at = clock.now() + timedelta(minutes=began)
        until = at + timedelta(minutes=minutes)
        here = Presence(
            room_id=room.id, person_id=person.id, device=device, entered_at=at, last_seen=until
        )
        db.session.add(here)


def test_half_an_hour_together_makes_somebody_known(make, make_person):
    event, other = gathering_now(), gathering_now(title_el="Άλλη συνάντηση", uid="another")
    short, long, twice = (make_person(name, trust=0) for name in ("Short", "Long", "Twice"))
    visit(short, event, 29)
    visit(short, other, 29)
    visit(long, event, 20)
    visit(long, event, 10, began=30)
    visit(twice, event, 20)
    visit(twice, event, 20, "laptop", began=5)  # together twenty-five minutes
    facts = facts_of([short.id, long.id, twice.id])
    assert [(facts[p.id].attended, facts[p.id].seconds) for p in (short, long, twice)] == [
        *((0, 58 * 60), (1, 30 * 60), (0, 25 * 60))
    ]
    for person in (short, long, twice):
        make(Visit, person_id=person.id, day=clock.today())
    weigh_everybody()
    people = [db.session.get(Person, person.id).trust for person in (short, long, twice)]
    assert people == [0, 1, 0]


def test_whoever_leaves_a_gathering_is_known_at_once(make_person, monkeypatch):
    newcomer, event = make_person("New", trust=0), gathering_now(capacity=None)
    visit(newcomer, event, 31)
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    with transaction():
        person = db.session.get(Person, newcomer.id)
        live.leave(door_for(event, person), "phone")
    assert db.session.get(Person, newcomer.id).trust == 1


@pytest.mark.parametrize("now", [0, 3])
def test_whose_first_post_is_fine_is_known_at_once(
    now, make_person, make, as_person, moderator, category, rule
):
    make(Setting, key="first_posts", value="look")
    person = make_person("New", trust=now)
    topic = talk(category, moderator)
    as_person(person).post(f"{topic.path}posts", data={"body": "Καλησπέρα σε όλους"})
    cases = db.session.query(Case.id).all()
    assert len(cases) == (1 if now == 0 else 0)
    for (case_id,) in cases:
        rule(moderator, case_id, "keep")
    assert db.session.get(Person, person.id).trust == (1 if now == 0 else 3)


def test_whose_held_text_is_published_is_known_at_once(
    make_person, make, as_person, moderator, category, rule
):
    make(Setting, key="first_posts", value="hold")
    person = make_person("New", trust=0)
    topic = talk(category, moderator)
    as_person(person).post(f"{topic.path}posts", data={"body": "Καλησπέρα σε όλους"})
    rule(moderator, db.session.query(Case.id).scalar(), "publish")
    assert db.session.get(Person, person.id).trust == 1
