"""The guide of whoever leads: questions in order, with minutes and probes."""

from typing import Any

from flask_babel import gettext as _

from kalo.events.actions.ordering import change_places
from kalo.events.actions.outdated import Outdated
from kalo.events.guides import begun
from kalo.events.models import Event, GuideStep
from kalo.events.queries import papers as queries
from kalo.kit.db import db, hold
from kalo.kit.steps import Turn, find_step
from kalo.kit.text import plain
from kalo.kit.web import Refused

MOST = 60
LONGEST = 600  # minutes over which a route is stretched
LONGEST_QUESTION, LONGEST_PROBES = 400, 2000  # characters that a step holds


def add_step(event: Event, values: dict[str, Any]) -> GuideStep:
    """A new question at the end."""
    there = queries.guide_steps(event)
    if len(there) >= MOST:
        raise Refused(_("A guide has up to %(most)d questions.", most=MOST))
    position = there[-1].position + 1 if there else 0
    step = GuideStep(event_id=event.id, position=position, **values)
    db.session.add(step)
    db.session.flush()
    return step


def change_step(step: GuideStep, values: dict[str, Any], revision: int) -> None:
    """Write what changed, unless somebody else did in the meantime."""
    hold(step)
    if revision != step.revision:
        raise Outdated(_("Somebody else changed this question while you were writing."))
    for name, value in values.items():
        setattr(step, name, value)
    step.revision += 1
    db.session.flush()


def remove_step(step: GuideStep) -> None:
    """Take a question out."""
    db.session.delete(step)
    db.session.flush()


def place_step(event: Event, step: GuideStep, earlier: bool) -> None:
    """Change places with the one before or after."""
    change_places(queries.guide_steps(event), step, earlier)


def begin_guide(event: Event) -> None:
    """Lay down the route of its kind, stretched to the length of the event; only where none is."""
    length = round((event.ends_at - event.starts_at).total_seconds() / 60)
    _lay(event, begun(event.kind, min(length, LONGEST)))


def begin_with_sheet(event: Event) -> None:
    """Lay down the run sheet of the workshop that the event is, with its own minutes."""
    step = find_step(event.serves)
    if step is None or not step.sheet:
        raise Refused(_("The workshop has no run sheet any more."))
    _lay(event, [_of_sheet(turn) for turn in step.sheet[:MOST]])


def _of_sheet(turn: Turn) -> dict[str, Any]:
    words: dict[str, Any] = {"minutes": turn.minutes}
    for language, title in turn.title.items():
        words[f"question_{language}"] = title[:LONGEST_QUESTION]
        said = filter(None, map(str.strip, plain(turn.do[language]).splitlines()))
        words[f"probes_{language}"] = "\n".join(said)[:LONGEST_PROBES]
    return words


def _lay(event: Event, steps: list[dict[str, Any]]) -> None:
    if queries.guide_steps(event):
        raise Refused(_("There is a guide already."))
    for position, step in enumerate(steps):
        db.session.add(GuideStep(event_id=event.id, position=position, **step))
    db.session.flush()


def copy_guide(source: Event, target: Event) -> None:
    """The guide of one event for another."""
    kept = ("position", "question_el", "question_en", "minutes", "probes_el", "probes_en")
    for step in queries.guide_steps(source):
        facts = {name: getattr(step, name) for name in kept}
        db.session.add(GuideStep(event_id=target.id, **facts))
    db.session.flush()
