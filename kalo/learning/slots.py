"""What learning shows on other rooms' pages."""

from collections.abc import Collection

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from kalo.accounts.models import Person
from kalo.kit.locales import in_this_language
from kalo.kit.slots import fills
from kalo.kit.steps import Step, Turn, gives_steps
from kalo.kit.web import language
from kalo.learning import queries
from kalo.learning.models import Block, Lesson, Module, Programme
from kalo.learning.queries.workshops import workshops


@fills("home-aside", order=20)
def continue_learning(person: Person | None, **_more: object) -> str | None:
    """Where a learner left off, in each programme that is not finished."""
    cards = [card for card in queries.running(person) if card.here] if person else []
    return render_template("learning/_continue.html", cards=cards) if cards else None


@fills("topic-about", order=20)
def about_lesson(subject: str | None, **_more: object) -> str | None:
    """The lesson, the module or the programme that a topic is about."""
    thing = queries.find_thing(subject or "")
    if thing is None:
        return None
    lesson = thing if isinstance(thing, Lesson) else None
    module = thing if isinstance(thing, Module) else None
    programme = thing if isinstance(thing, Programme) else thing.programme
    about = {"lesson": lesson, "module": module, "programme": programme}
    return render_template("learning/_about.html", **about)


@fills("link")
def link_to_learning(path: str, **_more: object) -> str | None:
    """A link for an address of ours, with the title that stands there now."""
    if path == "/learning/":
        return _link(url_for("learning.show_programmes"), _("Learning programmes"))
    slug = path.removeprefix("/learning/").strip("/")
    programme = queries.find_programme(slug) if path.startswith("/learning/") else None
    if programme is None:
        return None
    there = url_for("learning.show_programme", slug=programme.slug)
    return _link(there, in_this_language(programme, "title"))


def _link(url: str, title: str) -> Markup:
    return Markup('<a class="title" href="{}">{}</a>').format(url, title)


@fills("account-pages", order=30)
def my_learning(**_more: object) -> str:
    """The way from the account to what one follows."""
    return render_template("learning/_account_page.html")


def live_workshops(subjects: Collection[str] | None) -> list[Step]:
    """The live workshops of lessons: what an event may be a step of."""
    return [_step(block) for block in workshops(subjects)]


def _step(block: Block) -> Step:
    lesson = block.lesson
    return Step(
        subject=block.subject,
        key=block.key,
        title=block.words_in(language()).get("title") or in_this_language(lesson, "title"),
        of=in_this_language(lesson.programme, "title"),
        path=f"/learning/{lesson.programme.slug}/{lesson.slug}/#{block.name}",
        sheet=_sheet(block),
    )


def _sheet(block: Block) -> list[Turn]:
    """Its run sheet, in each language in which it was written."""
    written = {name: said["run_sheet"] for name, said in block.said.items() if "run_sheet" in said}
    return [
        Turn(
            minutes,
            {name: steps[place]["title"] for name, steps in written.items()},
            {name: steps[place]["do"] for name, steps in written.items()},
        )
        for place, minutes in enumerate(block.made.get("run_sheet", []))
    ]


gives_steps("block", live_workshops)
