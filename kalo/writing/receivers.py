"""What we do when a text is published, and when somebody leaves."""

from typing import Any

from flask import current_app

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.jobs import nudge
from kalo.writing.actions.cards import owe_cards
from kalo.writing.actions.drafts import forget_draft, forget_drafts_of
from kalo.writing.actions.uploads import bind_uploads, let_go_of
from kalo.writing.cooking import Written
from kalo.writing.jobs import drop_files, make_card
from kalo.writing.queries.uploads import uploads_of


@signals.words_written.connect
def settle_written(written: Written, **_: Any) -> None:
    """Its files are in use, its links want cards, its draft has done its work."""
    if written.draft:
        forget_draft(written.author, written.draft)
    if written.cooked.uploads:
        within = written.within or written.subject
        bind_uploads(written.cooked.uploads, written.author, written.subject, within)
    if current_app.config["KALO"].link_cards:
        for card_id in owe_cards(written.cooked.alone, written.subject):
            nudge(make_card, card_id)


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """Drafts go, and files that no published text shows; what stands in texts stays with them."""
    forget_drafts_of(person)
    for name in let_go_of(uploads_of(person, unused=True)):
        nudge(drop_files, name)
