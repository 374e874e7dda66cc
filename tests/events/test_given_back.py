"""A thing that was taken away while its own form was open: what was typed stands in a new one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from kalo.events.models import DRAFT, GuideStep, Mailing, Material
from kalo.kit.db import db
from tests.conftest import Browser
from tests.events.test_agenda import conference, line_of, speaker_of
from tests.events.test_agenda import typed as line_typed
from tests.events.test_planning import typed
from tests.events.test_planning_form import make_series
from tests.events.test_removed import at_once, drop, make_theme, meanwhile
from tests.factories.events import NOON, make_event

PLAN = "/events/planning"
NEW = "Νέα λόγια"


@dataclass
class Open:
    """A form that somebody has open: what it is about, where it goes, what was typed."""

    noun: Any
    path: str
    sent: dict[str, Any]
    new: str  # where the form for a new one goes


def a_series(_make: Any) -> Open:
    series = make_series()
    sent = {"title_el": NEW, "about_el": "Δυο προτάσεις", "planned": "7"}
    return Open(series, f"{PLAN}/series/{series.id}", sent, f"{PLAN}/series")


def a_theme(_make: Any) -> Open:
    theme = make_theme()
    return Open(theme, f"{PLAN}/themes/{theme.id}", {"name_el": NEW}, f"{PLAN}/themes")


def a_line(_make: Any) -> Open:
    event = conference()
    item, lines = line_of(event), f"{event.path}agenda/lines"
    return Open(item, f"{lines}/{item.id}", line_typed(title_el=NEW), lines)


def a_speaker(_make: Any) -> Open:
    event = conference()
    speaker, all_ = speaker_of(event), f"{event.path}agenda/speakers"
    return Open(speaker, f"{all_}/{speaker.id}", {"name": NEW}, all_)


def a_question(make: Any) -> Open:
    event = make_event()
    step = make(GuideStep, event_id=event.id, position=0, question_el="Πώς;", minutes=5)
    steps = f"{event.path}guide/steps"
    return Open(step, f"{steps}/{step.id}", {"question_el": NEW, "minutes": "7"}, steps)


def a_material(make: Any) -> Open:
    event, link = make_event(), {"kind": "link", "title_el": NEW, "url": "https://example.org/"}
    known = {**link, "made_at": NOON, "event_id": event.id}
    paper, papers = make(Material, **known), f"{event.path}materials"
    return Open(paper, f"{papers}/{paper.id}", {**link, "audience": "everybody"}, papers)


def a_letter(make: Any) -> Open:
    event = make_event()
    said = {"subject": "Θέμα", "body": "Λόγια", "made_at": NOON, "event_id": event.id}
    letter = make(Mailing, audience={"groups": ["seat"], "language": ""}, **said)
    sent = {"groups": ["seat"], "language": "", "subject": NEW, "body": "Πολλά λόγια"}
    return Open(letter, f"{event.path}letters/{letter.id}/edit", sent, f"{event.path}letters/new")


def a_draft(_make: Any) -> Open:
    event = make_event(state=DRAFT)
    return Open(event, f"{event.path}edit", typed(title_el=NEW), "/events/new")


FORMS = [a_series, a_theme, a_line, a_speaker, a_question, a_material, a_letter, a_draft]
each = pytest.mark.parametrize("opened", FORMS, ids=lambda made: made.__name__)


def how_many(form: Open) -> int:
    return db.session.scalar(select(func.count()).select_from(type(form.noun))) or 0


def new_form(page: str, form: Open) -> str:
    """The form for a new one, as it stands in the page."""
    found = re.search(rf'<form method="post" action="{form.new}(?:#\w+)?".*?</form>', page, re.S)
    assert found
    return found[0]


@each
def test_what_was_typed_stands_in_the_form_for_a_new_one(
    as_maria: Browser, make: Any, opened: Callable[[Any], Open]
) -> None:
    form = opened(make)
    sent = {"once": "k" * 12, **form.sent, "revision": "1"}
    drop(form.noun)
    answer = as_maria.post(form.path, data=sent)
    assert answer.status_code == 410
    again = new_form(answer.text, form)
    gone = (
        r'role="alert">.*?<p>[^<]*στο μεταξύ[^<]*\. Αν αποθηκεύσεις, ό,τι έγραψες γίνεται[^<]*</p>'
    )
    assert re.search(gone, again, re.S)
    for words in form.sent.values():
        assert isinstance(words, list) or words in again
    assert as_maria.post(form.new, data={**sent, "revision": ""}).status_code == 303
    assert how_many(form) == 1


@each
def test_whoever_may_not_change_it_learns_nothing_of_it(
    client: Browser, as_ada: Browser, make: Any, opened: Callable[[Any], Open]
) -> None:
    form = opened(make)
    drop(form.noun)
    for browser in (client, as_ada):
        answer = browser.post(form.path, data=form.sent)
        assert answer.status_code in (401, 403, 404)
        assert "γίνεται" not in answer.text


@at_once
@each
def test_what_goes_at_the_same_moment_gives_back_what_was_typed(
    app: Flask, as_maria: Browser, make: Any, opened: Callable[[Any], Open]
) -> None:
    form = opened(make)
    kind = type(form.noun)
    removed = delete(kind).where(kind.id == form.noun.id)
    answer = meanwhile(
        app,
        lambda: as_maria.post(form.path, data={"once": "k" * 12, **form.sent, "revision": "1"}),
        lambda: db.session.execute(removed),
    )
    assert answer.status_code == 410
    assert NEW in new_form(answer.text, form)
    assert how_many(form) == 0
