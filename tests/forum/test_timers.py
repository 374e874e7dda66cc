"""What is to happen with a topic at a moment happens then, once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.forum import jobs
from kalo.forum.actions.timers import ring
from kalo.forum.jobs import ring_timers
from kalo.forum.models import Topic, TopicAct, TopicTimer
from kalo.kit import clock
from kalo.kit.db import db
from tests.factories.forum import done, fresh, talk

SENT = {"kind": "close", "at": "2099-05-01T10:00"}
MOMENT = datetime(2099, 5, 1, 10, tzinfo=clock.ATHENS)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """at(moment): it is that moment now."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def ring_now() -> int:
    db.session.rollback()
    rung = ring_timers()
    db.session.expire_all()
    return rung


def kinds_of(topic: Topic) -> list[str]:
    mine = select(TopicAct.kind).where(TopicAct.topic_id == topic.id).order_by(TopicAct.id)
    return list(db.session.scalars(mine))


def test_a_timer_closes_a_topic_at_its_moment_and_once(
    as_person: Any, moderator: Any, topic: Any, at: Any
) -> None:
    browser = as_person(moderator)
    assert browser.post(f"{topic.path}timers", data=SENT).status_code == 303
    assert "1 Μαΐου 2099, 10:00" in as_person(None).get(topic.path).text
    assert ring_now() == 0
    at(MOMENT)
    assert ring_now() == 1
    assert fresh(topic).closed_at == MOMENT
    assert kinds_of(topic) == ["closed"]
    assert ring_now() == 0
    assert "όπως είχε οριστεί από Moira" in as_person(None).get(topic.path).text


def test_a_timer_that_cannot_be_rung_keeps_no_other_waiting(
    as_person: Any, moderator: Any, topic: Any, category: Any, ada: Any, at: Any,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    browser, other = as_person(moderator), talk(category, ada)
    for each in (topic, other):
        assert browser.post(f"{each.path}timers", data=SENT).status_code == 303
    first = db.session.scalars(select(TopicTimer.id).filter_by(topic_id=topic.id)).one()

    def ring_but_one(timer_id: int) -> None:
        if timer_id == first:
            raise ValueError("not this one")
        ring(timer_id)

    monkeypatch.setattr(jobs, "ring", ring_but_one)
    at(MOMENT)
    assert ring_now() == 1
    assert (fresh(topic).closed_at, fresh(other).closed_at) == (None, MOMENT)
    assert [record.message for record in caplog.records] == ["a timer could not be rung"]


@pytest.mark.parametrize(
    ("kind", "first", "holds"),
    [
        ("reopen", "closure", lambda topic: topic.closed_at is None),
        ("archive", "", lambda topic: topic.archived_at is not None),
        ("unpin", "pin", lambda topic: not topic.pinned),
        ("take", "", lambda topic: topic.deleted_at is not None),
        ("raise", "", lambda topic: topic.last_post_at == MOMENT),
    ],
)
def test_each_kind_of_timer_does_what_it_says(
    as_person: Any, moderator: Any, topic: Any, at: Any, kind: str, first: str, holds: Any
) -> None:
    browser = as_person(moderator)
    if first:
        browser.post(f"{topic.path}{first}")
    browser.post(f"{topic.path}timers", data={**SENT, "kind": kind})
    assert not holds(fresh(topic))
    at(MOMENT)
    ring_now()
    assert holds(fresh(topic))


def test_a_reminder_tells_whoever_set_it(
    as_person: Any, moderator: Any, topic: Any, at: Any
) -> None:
    from kalo.notifications.models import Notification

    as_person(moderator).post(f"{topic.path}timers", data={**SENT, "kind": "remind"})
    at(MOMENT)
    ring_now()
    told = db.session.execute(select(Notification.person_id, Notification.kind)).all()
    assert [tuple(row) for row in told] == [(moderator.id, "forum.timer")]


def test_a_timer_set_anew_takes_the_place_of_the_old(
    as_person: Any, moderator: Any, topic: Any, at: Any
) -> None:
    browser = as_person(moderator)
    for day in ("2099-05-01T10:00", "2099-05-03T10:00"):
        browser.post(f"{topic.path}timers", data={**SENT, "at": day})
    assert db.session.scalar(select(func.count(TopicTimer.id))) == 1
    assert kinds_of(topic) == ["timed"]
    at(MOMENT)
    assert ring_now() == 0


def test_a_timer_is_cancelled(as_person: Any, moderator: Any, topic: Any, at: Any) -> None:
    browser = as_person(moderator)
    browser.post(f"{topic.path}timers", data=SENT)
    [act_id] = db.session.scalars(select(TopicAct.id)).all()
    assert f"acts/{act_id}/undo" in browser.get(f"{topic.path}settings").text
    browser.post(f"{topic.path}acts/{act_id}/undo")
    at(MOMENT)
    assert ring_now() == 0
    assert fresh(topic).closed_at is None


@pytest.mark.parametrize("wrong", ["", "2020-01-01T10:00", "αύριο"])
def test_a_moment_that_is_none_comes_back(
    as_person: Any, moderator: Any, topic: Any, wrong: str
) -> None:
    page = as_person(moderator).post(f"{topic.path}timers", data={**SENT, "at": wrong})
    assert page.status_code == 422
    assert db.session.scalars(select(TopicTimer)).all() == []


def test_a_topic_that_was_taken_away_meanwhile_is_left_alone(
    as_person: Any, moderator: Any, topic: Any, at: Any
) -> None:
    from kalo.forum import actions

    as_person(moderator).post(f"{topic.path}timers", data=SENT)
    done(actions.delete_topic, topic, moderator)
    at(MOMENT + timedelta(days=1))
    assert ring_now() == 1
    assert fresh(topic).closed_at is None
