"""What the founding guide asks: the group, the plan step by step, the statutes."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import Choice, Day, Field, Long, Money, Number, Percent, Rows, Text, Tick
from kalo.toolbox.planned import MARK, Mark
from kalo.toolbox.tool import StepOf
from kalo.toolbox.tools.founding.statute import ARTICLES
from kalo.toolbox.tools.founding.steps import ALL, FORM_WORDS, PLACES, Step

PERSON, LEGAL, MUNICIPAL = "person", "legal", "municipality"
EVERY_DAY, OWN_DAYS, NO_DAYS = "all", "own", "none"
BESIDE = ("done", "began", "ended", "by", "days", "who")  # what stands beside each step
FIGURES = {  # what is asked beside an article of the statutes
    "name": ("legal_name",),
    "shares": ("share", "optional"),
    "profit": ("reserve", "workers"),
}

FOUNDERS = (
    (PERSON, _("A person")),
    (LEGAL, _("A legal person")),
    (MUNICIPAL, _("A municipality or a body of it")),
)
PEOPLE = Rows(
    label=_("Who founds it"),
    hint=_("Names stay in your plan. Write nothing about health or the past of anybody."),
    fields={
        "name": Text(label=_("Name"), most=80),
        "kind": Choice(
            label=_("Who is it?"),
            options=FOUNDERS,
            listed=True,
        ),
        "represents": Tick(label=_("Represents the group")),
    },
    most=60,
    one=_("Founder"),
    add=_("Another founder"),
    start=3,
)
OWN_STEPS = Rows(
    label=_("Steps of your own"),
    hint=_("What only your group has to do: a lease, a logo, a first order."),
    fields={
        "what": Text(label=_("What"), most=120),
        "who": Text(label=_("Who sees to it"), most=80),
        "by": Day(label=_("By when")),
        "done": Tick(label=_("Done")),
    },
    most=40,
    one=_("Step of your own"),
    add=_("Another step of your own"),
)


def _group() -> dict[str, Field]:
    return {
        "name": Text(
            label=_("What do you call your group?"),
            hint=_("It stands on your plan. It can be a working name."),
            most=120,
        ),
        "form": Choice(
            label=_("Which legal form?"),
            hint=_("Not sure? The tool about legal forms asks you ten questions."),
            options=tuple(FORM_WORDS.items()),
            listed=True,
        ),
        "municipality": Choice(
            label=_("In which municipality is the seat?"),
            options=tuple((key, called) for key, (called, _at) in PLACES.items()),
            listed=True,
        ),
        "exists": Tick(
            label=_("The body exists already and only wants to enter the register"),
            hint=_("For an association, a civil non-profit company, another cooperative."),
        ),
        "hires": Tick(label=_("We will employ people in the first year")),
        "premises": Tick(label=_("We will have a place of our own: a shop, an office, a workshop")),
        "people": PEOPLE,
        "of_groups": Number(
            label=_("How many founders belong to the vulnerable or special groups of the law?"),
            hint=_("Only the number, and only for an integration KoinSEp. No names."),
            most=1000,
        ),
        MARK: Mark(),
    }


def _plan() -> dict[str, Field]:
    return {
        "start": Day(
            label=_("On which day do you begin?"),
            hint=_("From this day every earliest date is counted."),
        ),
        "calendar": Choice(
            label=_("What goes into the calendar?"),
            options=(
                (EVERY_DAY, _("The planned day of every step")),
                (OWN_DAYS, _("Only the deadlines that we wrote ourselves")),
                (NO_DAYS, _("Nothing")),
            ),
        ),
        "own": OWN_STEPS,
    }


def _beside(step: Step) -> Iterator[tuple[str, Field]]:
    yield f"done_{step.key}", Tick(label=_("Done"))
    yield f"ended_{step.key}", Day(label=_("Done on"))
    yield f"began_{step.key}", Day(label=_("Begun on"))
    yield f"by_{step.key}", Day(label=_("Your own deadline"))
    yield (
        f"days_{step.key}",
        Number(label=_("Days that it takes, by your guess"), most=730, unit=_("days")),
    )
    yield f"who_{step.key}", Text(label=_("Who sees to it"), most=80)


def _statute() -> dict[str, Field]:
    asked: dict[str, Field] = {
        "legal_name": Text(
            label=_("The exact name"), hint=_("With the category, as the law wants it."), most=200
        ),
        "share": Money(label=_("Compulsory share of each member"), most=1_000_000),
        "optional": Number(label=_("Optional shares, at most"), most=1000),
        "reserve": Percent(label=_("Of the profit to the statutory reserve")),
        "workers": Percent(label=_("Of the profit to the workers, at most")),
    }
    for article in ARTICLES:
        asked[f"art_{article.key}"] = Tick(label=_("Discussed and written"))
        asked[f"txt_{article.key}"] = Long(label=_("What you agreed on"), most=1500, rows=3)
    return asked


FIELDS: dict[str, Field] = {
    **_group(),
    **_plan(),
    **{name: field for step in ALL for name, field in _beside(step)},
    **_statute(),
}
STEPS = (
    StepOf("group", _("Your group"), tuple(_group()), _("A few short questions.")),
    StepOf(
        "plan",
        _("The plan"),
        (*_plan(), *(name for step in ALL for name, _field in _beside(step))),
        _("Tick off what is done, and write your own days beside what is not."),
    ),
    StepOf(
        "statutes",
        _("The statutes"),
        tuple(_statute()),
        _("A checklist to talk through together, article by article."),
    ),
)
