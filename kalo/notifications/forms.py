"""How people say how they want to be told."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from kalo.accounts.models import Person
from kalo.notifications.models import (
    BELL,
    DAILY,
    DIRECT,
    NEVER,
    ONCE,
    WEEKLY,
    Kind,
    Preference,
    kinds,
)

WORDS = {
    ONCE: _("by letter, at once"),
    DAILY: _("in the daily letter"),
    WEEKLY: _("in the weekly letter"),
    BELL: _("on the bell only"),
    NEVER: _("not at all"),
}
DAYS = (
    *(_("on Mondays"), _("on Tuesdays"), _("on Wednesdays"), _("on Thursdays")),
    *(_("on Fridays"), _("on Saturdays"), _("on Sundays")),
)
ROOMS = {
    "forum": _("In discussions, for me"),
    "events": _("Events"),
    "learning": _("Learning"),
    "certificates": _("Certificates"),
    "toolbox": _("Toolbox"),
    "network": _("Organisations"),
    "moderation": _("Moderators"),
}
AROUND_ME = _("In discussions, around me")
HOURS = [SelectChoice(str(hour), f"{hour:02d}:00") for hour in range(24)]
NONE = SelectChoice("", _("no hour"))


class ChoiceField(SelectField):
    """A choice that always has a value, so it need not be called optional."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags.quiet = True


class WishesForm(FlaskForm):
    """The hours of letters; the kinds are added by `form_for`."""

    letters = BooleanField(_("Send me letters about what I follow"))
    digest = BooleanField(_("When I was away for a week, tell me what moves here"))
    hour = ChoiceField(_("Daily and weekly letters come at"), choices=HOURS)
    weekday = ChoiceField(
        _("The weekly letter comes"),
        choices=[SelectChoice(str(number), words) for number, words in enumerate(DAYS)],
    )
    quiet_from = ChoiceField(_("No letters from"), choices=[NONE, *HOURS])
    quiet_to = ChoiceField(_("until"), choices=[NONE, *HOURS])

    def hours(self) -> dict[str, Any]:
        """What was chosen, as it is kept; half a stretch is none."""
        quiet = self.quiet_from.data, self.quiet_to.data
        start, end = (int(quiet[0]), int(quiet[1])) if all(quiet) else (None, None)
        return {
            "digest": self.digest.data,
            "hour": int(self.hour.data),
            "weekday": int(self.weekday.data),
            "quiet_from": start,
            "quiet_to": end,
        }


def name_of(key: str) -> str:
    """A kind's name as a field of the form."""
    return "way_" + key.replace(".", "-")


def form_for(person: Person, wishes: Preference) -> WishesForm:
    """The form with a sentence for each kind, filled with what holds now."""
    fields = {name_of(key): _field(key, wishes) for key in offered()}
    form_class: Any = type("WishesForm", (WishesForm,), fields)
    hours = ("hour", "weekday", "quiet_from", "quiet_to")
    now = {name: _typed(getattr(wishes, name)) for name in hours}
    form: WishesForm = form_class(data={**now, "letters": person.letters, "digest": wishes.digest})
    return form


def offered() -> list[str]:
    """The kinds that can be chosen: those of the forum first, then room by room."""
    chosen = [kind for kind in kinds.values() if kind.sentence]
    chosen.sort(key=lambda kind: (kind.room != "forum", kind.room, -kind.strength))
    return [kind.key for kind in chosen]


def in_groups(form: WishesForm) -> list[tuple[Any, list[Any]]]:
    """The kinds under the names of their rooms; of discussions what is for me stands apart."""
    groups: dict[Any, list[Any]] = {}
    for key in offered():
        groups.setdefault(_group_of(kinds[key]), []).append(form[name_of(key)])
    return list(groups.items())


def _group_of(kind: Kind) -> Any:
    if kind.room == "forum" and kind.strength < DIRECT:
        return AROUND_ME
    return ROOMS.get(kind.room, kind.room)


def _typed(value: int | None) -> str:
    return "" if value is None else str(value)


def _field(key: str, wishes: Preference) -> ChoiceField:
    kind = kinds[key]
    own = (ONCE, BELL, NEVER) if kind.way == ONCE else (BELL, NEVER)  # a letter one may stop
    offered = own if kind.own_letter else tuple(WORDS)
    choices = [SelectChoice(way, WORDS[way]) for way in offered]
    return ChoiceField(kind.sentence, choices=choices, default=wishes.way_of(kind))


def chosen_ways(form: WishesForm) -> dict[str, str]:
    """Which way was chosen for each kind."""
    return {key: form[name_of(key)].data for key in kinds if name_of(key) in form}
