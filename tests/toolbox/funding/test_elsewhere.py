"""Funding tools elsewhere: in the search, on the map of the site, beside a discussion."""

from flask import Flask

from kalo.kit.db import db
from kalo.kit.slots import slot
from kalo.toolbox.tools.funding import search, sitemap
from kalo.toolbox.tools.funding.models import Funding
from tests.toolbox.funding.conftest import Lay, offer


def test_what_stands_is_found_in_both_languages_and_what_left_is_not(lay: Lay) -> None:
    lay(offer("a", conditions=[{"el": "Χωρίς εξασφαλίσεις", "en": "No collateral"}]), offer("b"))
    lay(offer("a", conditions=[{"el": "Χωρίς εξασφαλίσεις", "en": "No collateral"}]))
    greek, english = search.documents(None)
    assert (greek.title, greek.language) == ("Εργαλείο a", "el")
    assert "Χωρίς εξασφαλίσεις" in greek.body
    assert "No collateral" in english.body
    gone = db.session.query(Funding).filter_by(key="b").one()
    assert list(search.documents([gone.id])) == []
    assert [page.path for page in sitemap.pages(0, 10)] == [
        "/toolbox/tools/funding/directory/",
        "/toolbox/tools/funding/directory/private/a/",
    ]


def test_a_discussion_says_which_funding_tool_it_is_about(app: Flask, lay: Lay) -> None:
    lay(offer("a"))
    row = db.session.query(Funding).one()
    with app.test_request_context("/"):
        app.preprocess_request()
        assert "Εργαλείο a" in slot("topic-about", subject=f"funding:{row.id}")
        assert "Εργαλείο" not in slot("topic-about", subject="funding:999")
        assert "Εργαλείο" not in slot("topic-about", subject="funding:x")
