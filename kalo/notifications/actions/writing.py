"""How a letter of news is put together: its words, the lines of its head, its ways out."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.locales import speaking
from kalo.kit.mail import Letter, write_letter
from kalo.kit.page import whole_address
from kalo.kit.web import in_language
from kalo.notifications import queries
from kalo.notifications.lines import line_of
from kalo.notifications.models import Notification
from kalo.notifications.subjects import Line, Words, words_about

MOST_WORDS = 5  # things said that one letter repeats
TEMPLATES = "notifications/letters"


@dataclass(frozen=True)
class Part:
    """What a letter says about one subject."""

    line: str
    what: str
    path: str
    words: list[Words]
    more: int


def stop_token(person: Person, what: str) -> str:
    """What stands in the address that stops letters; signed, so it needs no signing in."""
    return str(_signer().dumps([person.id, what]))


def read_stop_token(token: str) -> tuple[int, str] | None:
    """Whose letters of what a token stops; None where it is not ours."""
    try:
        person_id, what = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(person_id), str(what)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="letters")


def write_about(person: Person, news: Notification) -> Letter | None:
    """The letter about one subject; None where nothing of it stands any more."""
    part = _part(person, news)
    if part is None or not person.email:
        return None
    head = {**_way_out(person, news.kind), **_thread(news)}
    return write_letter(
        person.email,
        f"{TEMPLATES}/about",
        person.language,
        headers=head,
        part=part,
        **_addresses(person, news.kind),
    )


def write_gathered(
    person: Person, way: str, news: list[Notification], moving: list[Line]
) -> Letter | None:
    """The daily or weekly letter; None where there is nothing to say."""
    parts = [part for each in news if (part := _part(person, each)) is not None]
    if not (parts or moving) or not person.email:
        return None
    return write_letter(
        person.email,
        f"{TEMPLATES}/gathered",
        person.language,
        headers={**_way_out(person, way), "List-Id": _list("letters")},
        way=way,
        parts=parts,
        moving=[(line, _address(line.path, person)) for line in moving],
        now=clock.now(),
        all=_address("/accounts/news/" if parts else "/", person),
        **_addresses(person, way),
    )


def _part(person: Person, news: Notification) -> Part | None:
    """What is said about a subject, in the reader's language."""
    said = words_about(person, news.subject, [each[0] for each in news.gathered])
    if said is not None and not said:
        return None
    names = queries.names_of([news])
    with speaking(person.language):
        line = line_of(news, names)
    words = (said or [])[:MOST_WORDS]
    path = _address(news.path, person)
    return Part(line, news.what, path, words, max(0, len(said or []) - len(words)))


def _addresses(person: Person, what: str) -> dict[str, Any]:
    return {
        "stop": _stop_address(person, what),
        "change": _address("/accounts/preferences/news", person),
    }


def _address(path: str, person: Person) -> str:
    return whole_address(in_language(path, person.language))


def _stop_address(person: Person, what: str) -> str:
    return _address(f"/accounts/letters/{stop_token(person, what)}", person)


def _way_out(person: Person, what: str) -> dict[str, str]:
    """RFC 8058: mail programs show a button that stops these letters by one POST."""
    return {
        "List-Unsubscribe": f"<{_stop_address(person, what)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _thread(news: Notification) -> dict[str, str]:
    """Letters about one subject hang together: all answer one that was never sent."""
    root = f"<{news.subject.replace(':', '-')}@{_domain()}>"
    room = news.kind.partition(".")[0]
    return {"In-Reply-To": root, "References": root, "List-Id": _list(room)}


def _list(room: str) -> str:
    return f"e-KALO <{room}.{_domain()}>"


def _domain() -> str:
    return str(current_app.config["KALO"].calendar_domain)
