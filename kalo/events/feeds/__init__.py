"""What our calendars say: titles that tell the truth, the page first, no one's name."""

from kalo.events.feeds.entries import page_of, where
from kalo.events.feeds.invitations import cancel_for, request_for
from kalo.events.feeds.personal import (
    ALARMS,
    RENEWAL,
    personal_feed,
    renewal_feed,
    token_address,
)
from kalo.events.feeds.programs import PROGRAMS, Program, client_of, program_of
from kalo.events.feeds.public import (
    address_of,
    changes_at,
    feed_address,
    feed_name,
    name_of,
    public_feed,
    single_feed,
)

__all__ = [
    "ALARMS",
    "PROGRAMS",
    "RENEWAL",
    "Program",
    "address_of",
    "cancel_for",
    "changes_at",
    "client_of",
    "feed_address",
    "feed_name",
    "name_of",
    "page_of",
    "personal_feed",
    "program_of",
    "public_feed",
    "renewal_feed",
    "request_for",
    "single_feed",
    "token_address",
    "where",
]
