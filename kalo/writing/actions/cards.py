"""Cards of links: owed when a text has one alone on a line, made by a job, then put in."""

from collections.abc import Sequence

from kalo import signals
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.text import clean
from kalo.kit.text.speech import Card
from kalo.writing.models import LinkCard, LinkUse
from kalo.writing.queries import cards as queries

LONGEST = 500


def owe_cards(addresses: Sequence[str], subject: str) -> list[int]:
    """Write down that a text waits for cards; answers the ids of those still to be fetched."""
    wanted = [address for address in addresses if len(address) <= LONGEST]
    if not wanted:
        return []
    rows = [{"url": url, "owed_at": clock.now(), "state": "owed", "tries": 0} for url in wanted]
    blank = {"title": "", "description": "", "site": ""}
    upsert(LinkCard, [{**row, **blank} for row in rows], key=("url",))
    ids = queries.card_ids(wanted)
    uses = [{"card_id": id, "subject": subject} for id in ids.values()]
    upsert(LinkUse, uses, key=("card_id", "subject"))
    return sorted(set(ids.values()) & set(queries.owed_cards(100)))


def note_try(card_id: int) -> str | None:
    """Count that a card is about to be fetched; answers its address, if it is still owed."""
    card = queries.find_card(card_id)
    if card is None or card.state != "owed" or card.tries >= queries.MOST_TRIES:
        return None
    card.tries += 1
    return card.url


def settle_card(card_id: int, found: Card | None) -> None:
    """Keep what a page said of itself, or that it says nothing; tell the rooms that wait."""
    card = queries.find_card(card_id)
    if card is None or card.state != "owed":
        return
    card.fetched_at = clock.now()
    card.state = "ready" if found else "none"
    if found is None:
        return
    card.title, card.description = _line(found.title, 200), _line(found.description, 300)
    card.site = _line(found.site, 100)
    db.session.flush()
    for subject in queries.waiting_for(card_id):
        signals.cards_ready.send(subject)


def _line(words: str, most: int) -> str:
    flat = " ".join(clean(words).split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
