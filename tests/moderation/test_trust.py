"""The table of trust: what facts give, what is kept, what is lost."""

from datetime import timedelta

import pytest

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.moderation import actions
from kalo.moderation.jobs import weigh_everybody
from kalo.moderation.models import Standing, Visit
from kalo.moderation.trust import Facts, earned, is_suggested, level_of

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
    from tests.factories.forum import talk

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
