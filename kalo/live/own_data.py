"""What the room holds of a person: what they said, asked and voted, and when they were there."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.live import queries
from kalo.live.models import Entry

# Who else is meant by an act: no word of one's own, and some of them took part under a pseudonym.
OTHERS = {"who", "inside", "passed"}


@gives_own_data("live")
def collect(person: Person) -> dict[str, Any]:
    """Every act and every stay."""
    acts = queries.own_entries(person)
    stays = queries.own_stays(person)
    return {
        "acts": [{"event": event.title_el, **_act(entry)} for entry, event in acts],
        "stays": [
            {
                "event": event.title_el,
                "came": stay.entered_at.isoformat(),
                "left": (stay.left_at or stay.last_seen).isoformat(),
            }
            for stay, event in stays
        ],
    }


def _act(entry: Entry) -> dict[str, Any]:
    about = {"about": entry.about} if entry.about else {}
    return {
        "number": entry.seq,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        **about,
        **{name: said for name, said in entry.payload.items() if name not in OTHERS},
    }
