"""What learning shows on other rooms' pages."""

from flask import render_template

from kalo.accounts.models import Person
from kalo.kit.slots import fills
from kalo.learning import queries
from kalo.learning.models import Lesson


@fills("home-aside", order=20)
def continue_learning(person: Person | None, **_: object) -> str | None:
    """Where a learner left off, in each programme that is not finished."""
    cards = [card for card in queries.running(person) if card.here] if person else []
    return render_template("learning/_continue.html", cards=cards) if cards else None


@fills("topic-about", order=20)
def about_lesson(subject: str | None, **_: object) -> str | None:
    """The lesson or the programme that a topic is about."""
    thing = queries.find_thing(subject or "")
    if thing is None:
        return None
    lesson = thing if isinstance(thing, Lesson) else None
    programme = thing.programme if isinstance(thing, Lesson) else thing
    return render_template("learning/_about.html", lesson=lesson, programme=programme)
