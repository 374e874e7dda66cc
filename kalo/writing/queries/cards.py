"""Cards of links: those that are ready, those that are owed, and who waits for them."""

from collections.abc import Iterable

from sqlalchemy import select

from kalo.kit.db import db
from kalo.kit.text.speech import Card
from kalo.writing.models import LinkCard, LinkUse

MOST_TRIES = 3


def ready_cards(addresses: Iterable[str]) -> dict[str, Card]:
    """The cards that there are for some addresses."""
    wanted = list(addresses)
    if not wanted:
        return {}
    rows = select(LinkCard).where(LinkCard.url.in_(wanted), LinkCard.state == "ready")
    return {
        card.url: Card(card.title, card.description, card.site) for card in db.session.scalars(rows)
    }


def owed_cards(most: int = 20) -> list[int]:
    """The cards that are still to be fetched."""
    rows = select(LinkCard.id).where(LinkCard.state == "owed", LinkCard.tries < MOST_TRIES)
    return list(db.session.scalars(rows.order_by(LinkCard.id).limit(most)))


def find_card(card_id: int) -> LinkCard | None:
    return db.session.get(LinkCard, card_id)


def card_ids(addresses: Iterable[str]) -> dict[str, int]:
    rows = select(LinkCard.url, LinkCard.id).where(LinkCard.url.in_(list(addresses)))
    return dict(db.session.execute(rows).all())


def waiting_for(card_id: int) -> list[str]:
    """The texts that show a card, by their subjects."""
    rows = select(LinkUse.subject).where(LinkUse.card_id == card_id)
    return list(db.session.scalars(rows.order_by(LinkUse.subject)))
