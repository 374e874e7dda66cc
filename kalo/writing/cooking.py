"""From what was typed to what is shown, with all that the house knows of the things it names."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit import text
from kalo.kit.text.speech import Known
from kalo.writing.queries import cards, names, uploads

MOST_NAMES = 50
MOST_CARDS = 10


@dataclass(frozen=True)
class Cooked:
    """A text ready to be shown, and whom and what it names."""

    html: str
    mentions: frozenset[int] = frozenset()  # ids of people
    groups: frozenset[int] = frozenset()  # ids of groups
    uploads: frozenset[str] = frozenset()  # names of uploads
    links: tuple[str, ...] = ()  # addresses elsewhere
    alone: tuple[str, ...] = ()  # those of them that stand alone on a line


@dataclass(frozen=True)
class Written:
    """A text that was just published or changed: the sender of `signals.words_written`.

    `subject` is the text itself ("post:9"), `within` the thing whose visibility is its own
    ("topic:17", known to search), `draft` the key of the draft that it began as, `before` the ids
    of those whom the words named that it replaced.
    """

    subject: str
    path: str
    author: Person
    cooked: Cooked
    at: datetime
    within: str = ""
    draft: str = ""
    before: frozenset[int] = frozenset()


def cook(source: str, by: int | None = None) -> Cooked:
    """Render a text; `by` is the id of its writer, who may name the groups they may see.

    Asks the database only where a text names somebody, shows a file or has a link alone on a line.
    """
    said = text.Speech(source)
    called = frozenset(sorted(said.mentions)[:MOST_NAMES])
    people, groups = names.people_called(called), names.groups_called(called, by)
    shown = uploads.sizes_of(uploads.names_in(said.files))
    alone = said.alone[:MOST_CARDS]
    known = Known(
        mentions={
            **{slug: f"/accounts/groups/{slug}/" for slug in groups},
            **{handle: f"/people/{handle}" for handle in people},
        },
        pictures={f"/files/{name}": size for name, size in shown.items() if size},
        cards=cards.ready_cards(alone),
        unnamed=_("Show"),
    )
    return Cooked(
        html=said.html(known),
        mentions=frozenset(people.values()),
        groups=frozenset(id for slug, id in groups.items() if slug not in people),
        uploads=frozenset(shown),
        links=tuple(link for link in said.links if link.startswith(("http://", "https://"))),
        alone=alone,
    )
