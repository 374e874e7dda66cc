"""What becomes of a text that somebody sends: published, held for a look, or refused."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.accounts import queries as accounts
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.safety import limiter
from kalo.moderation import spam
from kalo.moderation.models import Said
from kalo.moderation.models.held import BLOCK
from kalo.moderation.queries.held import first_posts_of, others_said, said_since, watched_words
from kalo.moderation.spam import HOLD, LIMITS, REFUSE, Verdict

FIRST_POSTS = 2  # so many are looked at, or held
NEW = timedelta(days=1)


def weigh(
    person: Person, source: str, kind: str, seconds: float | None = None, trapped: bool = False
) -> Verdict:
    """Look at a text before it is written; `kind` is the room's word for it, as "forum.reply".

    `seconds` is how long the form was open; `trapped` that a field was filled which nobody sees.
    """
    if person.roles:
        return Verdict()
    if trapped:
        return Verdict(REFUSE, _("This could not be sent. Load the page again and try once more."))
    refused = _too_much(person, source) or _too_fast(person)
    if refused:
        return Verdict(REFUSE, refused)
    verdict = _suspicious(person, source, seconds)
    if verdict.act != REFUSE:
        _remember(person, source)
    return verdict


def weigh_edit(person: Person, source: str, before: str) -> Verdict:
    """Look at other words for a text that stands. It cannot wait for moderators: they look at it
    where it is. What was in it already is held against nobody."""
    if person.roles:
        return Verdict()
    if refused := _too_much(person, source, before):
        return Verdict(REFUSE, refused)
    verdict = _suspicious(person, source, None)
    return verdict if verdict.act == REFUSE else Verdict(look=verdict.look or verdict.act == HOLD)


def level(person: Person) -> int:
    """The trust that counts for limits; staff have the highest."""
    return 3 if person.roles else min(max(person.trust, 0), 3)


def _too_much(person: Person, source: str, before: str = "") -> str:
    limits, counted, known = LIMITS[level(person)], spam.count(source), spam.count(before)
    most = (
        (
            *(counted.links, known.links, limits.links),
            ngettext("%(num)s link", "%(num)s links", limits.links),
        ),
        (
            *(counted.images, known.images, limits.images),
            ngettext("%(num)s picture", "%(num)s pictures", limits.images),
        ),
        (
            *(counted.mentions, known.mentions, limits.mentions),
            ngettext("%(num)s mention", "%(num)s mentions", limits.mentions),
        ),
    )
    for has, had, may, words in most:
        if has > max(may, had):
            return _(
                "For now your texts may have at most %(much)s. It grows as others get to know you.",
                much=words,
            )
    return ""


def _too_fast(person: Person) -> str:
    """Posts a minute and an hour; where limits are off, as in most tests, so is this."""
    if not limiter.enabled:
        return ""
    now, limits = clock.now(), LIMITS[level(person)]
    moments = [at for _hash, at in said_since(person, now - timedelta(hours=1))]
    minute = sum(at > now - timedelta(minutes=1) for at in moments)
    if minute >= limits.a_minute or len(moments) >= limits.an_hour:
        return _("A little slower, please. Your words are kept; send them again in a while.")
    return ""


def _suspicious(person: Person, source: str, seconds: float | None) -> Verdict:
    watched = watched_words()
    stand = spam.watched_in(source, [row.word for row in watched])
    if any(row.act == BLOCK for row in watched if row.word in stand):
        return Verdict(REFUSE, _("There is a word or an address in it that cannot be used here."))
    if why := ("watched" if stand else _why_held(person, source, seconds)):
        return Verdict(HOLD, why=why)
    return _of_newcomer(person)


def _why_held(person: Person, source: str, seconds: float | None) -> str:
    """The word for why a text should wait, or nothing."""
    links = bool(spam.links_in(source))
    if links and seconds is not None and seconds < spam.HASTE and level(person) < 2:
        return "haste"
    if level(person) < 2 and _repeated(person, source):
        return "repeated"
    fresh = person.joined_at > clock.now() - NEW
    return "links" if links and fresh and level(person) == 0 else ""


def _repeated(person: Person, source: str) -> bool:
    """The same words for the third time in a day, or from somebody else as well."""
    if len(source) < 40:
        return False
    since, mark = clock.now() - spam.REPEATED, spam.fingerprint(source)
    own = sum(hash == mark for hash, _at in said_since(person, since))
    return own >= 2 or others_said(person, mark, since) >= 2


def _of_newcomer(person: Person) -> Verdict:
    if level(person) > 0:
        return Verdict()
    setting = accounts.setting("first_posts")
    if setting == "off" or first_posts_of(person) >= FIRST_POSTS:
        return Verdict()
    return Verdict(HOLD, why="first") if setting == "hold" else Verdict(look=True)


def _remember(person: Person, source: str) -> None:
    db.session.add(Said(person_id=person.id, hash=spam.fingerprint(source), at=clock.now()))
    db.session.flush()
