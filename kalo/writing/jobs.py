"""Slow work of writing: cards of links, and letting go of what nobody shows any more."""

from flask import current_app

from kalo.kit import files
from kalo.kit.db import transaction
from kalo.kit.jobs import job, nudge, slow_job
from kalo.kit.text.speech import Card
from kalo.writing.actions.cards import note_try, settle_card
from kalo.writing.actions.drafts import forget_old_drafts
from kalo.writing.actions.uploads import let_go_of
from kalo.writing.fetching import Unreachable, fetch
from kalo.writing.queries.cards import owed_cards
from kalo.writing.queries.uploads import orphans


@slow_job
def make_card(card_id: int) -> None:
    """Read a linked page and keep what it says of itself; nothing is held meanwhile."""
    if not current_app.config["KALO"].link_cards:
        return
    with transaction():
        url = note_try(card_id)
    if url is None:
        return
    found: Card | None = None
    try:
        found = current_app.extensions.get("kalo_fetch", fetch)(url)
    except Unreachable as error:
        if not error.for_good:
            return  # it stays owed; the next round tries again, a few times
    with transaction():
        settle_card(card_id, found)


@slow_job
def make_owed_cards() -> None:
    """Nudge the cards that should have been made: a crash may have eaten the first nudge."""
    if not current_app.config["KALO"].link_cards:
        return
    with transaction():
        for card_id in owed_cards():
            nudge(make_card, card_id)


@slow_job
def drop_files(*names: str) -> None:
    """Take files out of the store that the database has let go of."""
    for name in names:
        files.remove(name)


@slow_job
def sweep_uploads() -> int:
    """Let go of files that no text has shown for two days; answers how many names went."""
    with transaction():
        names = let_go_of(orphans())
    drop_files(*names)
    return len(names)


@job
def sweep_drafts() -> int:
    """Let go of drafts that nobody has touched for half a year."""
    return forget_old_drafts()
