"""Jumping within a topic: to a number, to a day."""

from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date
from flask import abort, g, redirect, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from kalo.forum import queries
from kalo.forum.models import Topic
from kalo.forum.queries.posts import first_number_since
from kalo.forum.views.room import TOPIC, bp, place_of
from kalo.kit import clock
from kalo.kit.pages import whole_argument

MOST_MONTHS = 12


@bp.get(f"{TOPIC}/at")
def jump(topic_id: int, slug: str) -> Response:
    """To the post of `?number=`, or to the first of `?date=`; to the nearest that stands."""
    topic = queries.get_topic(topic_id, g.person)
    asked = request.args.get("date")
    number = _first_of(topic, asked) if asked else whole_argument("number", 1)
    return redirect(place_of(topic, queries.nearest_number(topic, number)), 302)


def _first_of(topic: Topic, asked: str) -> int:
    try:
        day = max(date.fromisoformat(asked), clock.athens(topic.opened_at).date())
    except ValueError:
        abort(404)
    begin = datetime.combine(day, time(0), clock.ATHENS)
    return first_number_since(topic, begin) or topic.highest_number


def _months_of(topic: Topic) -> list[tuple[str, str]]:
    """The months that a topic has lived through, thinned to a dozen: key and words."""
    first, last = clock.athens(topic.opened_at), clock.athens(topic.last_post_at)
    start, count = first.year * 12 + first.month - 1, (last.year - first.year) * 12
    count += last.month - first.month + 1
    step = -(-count // MOST_MONTHS)
    months = [divmod(start + n, 12) for n in range(0, count, step)]
    locale = str(get_locale() or "el")
    return [
        (f"{year}-{month + 1:02}", format_date(date(year, month + 1, 1), "LLL y", locale=locale))
        for year, month in months
    ]


def _day_of(moment: datetime) -> str:
    return clock.athens(moment).date().isoformat()


@bp.app_context_processor
def timeline_words() -> dict[str, Any]:
    """What the timeline of a topic asks."""
    return {"months_of": _months_of, "day_of": _day_of}
