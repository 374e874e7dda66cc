"""What an address looks for: kind, theme, place, language, free seats; each may be left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from flask import abort, request
from flask_babel import gettext as _

from kalo.events import queries
from kalo.events.models import KINDS, Theme, Venue
from kalo.events.queries import Filters
from kalo.events.views.doors import event_kinds, spoken_word
from kalo.kit.locales import in_this_language
from kalo.kit.text import sort_key

ONLINE, FREE = "online", "free"  # what stands in the address for these two
SPOKEN = ("el", "en")
Noun = TypeVar("Noun", Theme, Venue)


@dataclass(frozen=True)
class Looking:
    """What somebody looks for, and what else they could."""

    kind: str = ""
    theme: Theme | None = None
    venue: Venue | None = None
    online: bool = False
    spoken: str = ""
    free: bool = False
    themes: Sequence[Theme] = field(default=(), compare=False)
    venues: Sequence[Venue] = field(default=(), compare=False)

    @property
    def filters(self) -> Filters:
        """The same as a question."""
        return Filters(
            kind=self.kind,
            theme_id=self.theme.id if self.theme else None,
            venue_id=self.venue.id if self.venue else None,
            online=self.online,
            spoken=self.spoken,
            free=self.free,
        )

    @property
    def place(self) -> str:
        """The place as it stands in the address."""
        return self.venue.slug if self.venue else ONLINE if self.online else ""

    @property
    def words(self) -> dict[str, str]:
        """The same as words of an address, without those that ask for nothing."""
        said = {
            "kind": self.kind,
            "theme": self.theme.slug if self.theme else "",
            "place": self.place,
            "spoken": self.spoken,
            "seats": FREE if self.free else "",
        }
        return {name: word for name, word in said.items() if word}

    @property
    def named(self) -> list[tuple[str, str]]:
        """What is looked for in words that people use, by its name in the address."""
        place = in_this_language(self.venue, "name") if self.venue else _("Online")
        called = {
            "kind": event_kinds(self.kind) if self.kind else "",
            "theme": in_this_language(self.theme, "name") if self.theme else "",
            "place": place,
            "spoken": spoken_word(self.spoken) if self.spoken else "",
            "seats": _("Free seats"),
        }
        return [(name, called[name]) for name in self.words]


def asked_filters(past: bool = False) -> Looking:
    """What this address looks for; 404 for what does not exist. What is over has no free seats."""
    themes, venues = queries.themes_in_use(), queries.venues_in_use()
    place = request.args.get("place", "")
    return Looking(
        kind=one_of("kind", KINDS),
        theme=_named("theme", themes),
        venue=_named("place", venues) if place != ONLINE else None,
        online=place == ONLINE,
        spoken=one_of("spoken", SPOKEN),
        free=bool(one_of("seats", (FREE,))) and not past,
        themes=themes,
        venues=sorted(venues, key=lambda venue: sort_key(in_this_language(venue, "name"))),
    )


def one_of(name: str, allowed: Sequence[str]) -> str:
    """A word from the address; none is "", an unknown one a 404."""
    word = request.args.get(name, "")
    if word and word not in allowed:
        abort(404)
    return word


def _named(name: str, known: Sequence[Noun]) -> Noun | None:
    slug = request.args.get(name, "")
    found = next((each for each in known if each.slug == slug), None)
    if slug and found is None:
        abort(404)
    return found
