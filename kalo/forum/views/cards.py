"""What other networks show of a link to one post: its own words, not those of the whole topic."""

import re

from flask import g, make_response, request
from werkzeug.wrappers import Response

from kalo.forum import queries
from kalo.forum.models import Topic
from kalo.forum.permissions import may_read
from kalo.forum.views.room import show
from kalo.kit import text

# Those that draw a card of a link they are sent; search engines are led to the topic like anybody.
DRAWS = re.compile(
    r"facebookexternalhit|facebot|twitterbot|linkedinbot|slackbot|discordbot|telegrambot"
    r"|whatsapp|viber|skypeuripreview|mattermost|mastodon|pleroma|iframely|embedly",
    re.IGNORECASE,
)


def post_card(topic: Topic, number: int) -> Response | None:
    """A small page about one post, for whoever draws a card of it; None for everybody else."""
    if g.person or not DRAWS.search(request.user_agent.string):
        return None
    post = queries.get_post(topic, number)
    if not may_read(None, post):
        return None
    response = make_response(
        show("post_card.html", topic=topic, post=post, words=text.excerpt(post.html, 180))
    )
    response.vary.add("User-Agent")
    return response
