"""The forum's slow work: posts rendered by older rules, and counters made sure of at night."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select

from kalo.forum.actions.bookmarks import forget_passed_reminders, take_reminder
from kalo.forum.actions.counts import recount_category, recount_replies, recount_topic
from kalo.forum.actions.polls import close_poll
from kalo.forum.actions.scores import note_views, write_scores
from kalo.forum.actions.tags import recount_tags
from kalo.forum.actions.timers import ring
from kalo.forum.actions.words import cook_again
from kalo.forum.models import PERIODS, RENDER_VERSION, Category, Post, Topic
from kalo.forum.notices import remind
from kalo.forum.queries import miscounted_topics, polls_to_close
from kalo.forum.queries.acts import timers_due
from kalo.forum.queries.bookmarks import due_reminders
from kalo.forum.queries.scores import counted_at, liveliest, views_to_note
from kalo.kit import clock
from kalo.kit.db import begin_reading, db, transaction
from kalo.kit.jobs import job, slow_job
from kalo.kit.versions import bump

log = logging.getLogger("kalo.jobs")
AT_ONCE = 200
SHORT = (1, 7, 30)  # days of the periods that are counted each hour


@job
def render_again() -> int:
    """Render some posts that were rendered by older rules; answers how many."""
    old = select(Post.id).where(Post.render_version < RENDER_VERSION)
    found = list(db.session.scalars(old.order_by(Post.id).limit(AT_ONCE)))
    cook_again(found)
    return len(found)


@job
def recount() -> int:
    """Set right what the counters say, should they ever be wrong; answers how many topics were."""
    wrong = miscounted_topics()
    for topic_id in wrong:
        recount_topic(topic_id)
        recount_replies(topic_id)
    for category_id in db.session.scalars(select(Category.id)).all():
        recount_category(category_id)
    recount_tags()
    bump("forum")
    return len(wrong)


@job
def close_polls() -> int:
    """Close the polls whose time is over; answers how many."""
    over = polls_to_close()
    for topic_id in over:
        close_poll(db.session.get_one(Topic, topic_id))
    return len(over)


@slow_job
def ring_timers() -> int:
    """Do what is due with topics, each in a transaction of its own; answers how many."""
    rung = 0
    for timer_id in timers_due():
        try:
            with transaction():
                ring(timer_id)
            rung += 1
        except Exception:  # one that cannot be done must not keep the others waiting
            log.exception("a timer could not be rung", extra={"timer": timer_id})
    return rung


@slow_job
def tell_reminders() -> int:
    """Remind people of the posts they keep, each once; answers how many."""
    now, told = clock.now(), 0
    with transaction():
        for bookmark_id, person_id, topic, post_id, number in due_reminders(now, AT_ONCE):
            if take_reminder(bookmark_id, now):
                remind(person_id, topic, post_id, number)
                told += 1
        if told < AT_ONCE:
            forget_passed_reminders(now)
    return told


@slow_job
def count_scores() -> int:
    """Count how lively topics were; the long periods once a day. Answers how many scores."""
    now, count = clock.now(), 0
    begin_reading()
    for period, days in PERIODS.items():
        at = counted_at(period)
        if at and days not in SHORT and now - at < timedelta(hours=20):
            continue
        scores = liveliest(now - timedelta(days=days) if days else None)
        with transaction():
            write_scores(period, scores, now)
        count += len(scores)
    _note_views(now)
    return count


def _note_views(now: datetime) -> None:
    views = views_to_note(now.date(), now - timedelta(days=8))
    with transaction():
        note_views(views, now.date())
