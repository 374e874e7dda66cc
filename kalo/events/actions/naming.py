"""Names of places, series and themes in addresses: each its own."""

from kalo.events.models import Series, Theme, Venue
from kalo.events.queries import plans
from kalo.kit.text import slug

_KEPT = {"new", "venues", "series", "themes"}  # words that stand in addresses already


def free_slug(noun: type[Venue] | type[Series] | type[Theme], title: str, most: int) -> str:
    """The title as an address has it; with a number where another is called so."""
    wanted = slug(title, most - 4) or noun.__name__.lower()
    taken = plans.slugs_of(noun, wanted) | _KEPT
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
