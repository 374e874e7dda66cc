"""The forum's slow work: posts rendered by older rules, and counters made sure of at night."""

from sqlalchemy import select, update

from kalo.forum.actions.counts import recount_category, recount_topic
from kalo.forum.models import RENDER_VERSION, Category, Post
from kalo.forum.queries import miscounted_topics
from kalo.kit import text
from kalo.kit.db import db
from kalo.kit.jobs import job

AT_ONCE = 200


@job
def render_again() -> int:
    """Render some posts that were rendered by older rules; answers how many."""
    old = select(Post.id, Post.source, Post.revision).where(Post.render_version < RENDER_VERSION)
    found = db.session.execute(old.order_by(Post.id).limit(AT_ONCE)).all()
    for post_id, source, revision in found:
        same = update(Post).where(Post.id == post_id, Post.revision == revision)
        html = text.render(source)
        db.session.execute(same.values(html=html, render_version=RENDER_VERSION))
    return len(found)


@job
def recount() -> int:
    """Set right what the counters say, should they ever be wrong; answers how many topics were."""
    wrong = miscounted_topics()
    for topic_id in wrong:
        recount_topic(topic_id)
    for category_id in db.session.scalars(select(Category.id)).all():
        recount_category(category_id)
    return len(wrong)
