"""Becoming a member: asking, confirming the address, being given a name in the address."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from kalo import signals
from kalo.accounts import passwords, queries
from kalo.accounts.actions.letters import HOURS, link_to, make_token, use_token, write_to
from kalo.accounts.models import Newcomer, Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text import slug
from kalo.kit.web import Refused

LONGEST_HANDLE = 32
ERASED = "former-"  # handles that begin so belong to people who left


def ask_to_join(
    name: str, email: str, password_hash: str | None, language: str, path: str = ""
) -> Newcomer:
    """Somebody asks for an account; a letter goes to the address, whoever has it."""
    newcomer = Newcomer(
        name=name,
        email=email.lower(),
        password_hash=password_hash,
        language=language,
        path=path,
        at=clock.now(),
    )
    db.session.add(newcomer)
    db.session.flush()
    write_to_newcomer(newcomer)
    return newcomer


def write_to_newcomer(newcomer: Newcomer) -> None:
    """Write the letter again; who has an account already is told so, and only by letter."""
    language, email = newcomer.language, newcomer.email
    token = make_token("confirm", newcomer_id=newcomer.id, email=email)
    if known := queries.person_with_address(email):
        language = known.language
        sign_in = link_to("accounts.show_link_form", language)
        reset = link_to("accounts.show_reset_form", language)
        write_to(email, "already_here", language, sign_in=sign_in, reset=reset)
        return
    link = link_to("accounts.show_confirmation", language, token=token)
    write_to(email, "confirm", language, name=newcomer.name, link=link, hours=HOURS["confirm"])


def join(token: str) -> tuple[Person, str] | None:
    """Use the link of the confirmation letter; answers the member, and where they were going.

    Whoever holds the letter holds the address: if it has become somebody's meanwhile, it is theirs.
    """
    used = use_token(token, "confirm")
    if used is None or used.newcomer is None:
        return None
    asked = used.newcomer
    person = queries.person_with_address(asked.email) or _add(
        name=asked.name,
        email=asked.email,
        password_hash=asked.password_hash,
        language=asked.language,
    )
    path = asked.path
    db.session.execute(delete(Newcomer).where(Newcomer.email == asked.email))
    return person, path


def make_person(
    name: str,
    email: str,
    password: str | None = None,
    roles: Iterable[str] = (),
    **values: Any,
) -> Person:
    """Make a member with a confirmed address at once (the command line, seeds)."""
    if queries.person_with_address(email):
        raise Refused(_("There is an account with the address %(email)s already.", email=email))
    known: dict[str, Any] = {
        "name": name,
        "email": email.strip().lower(),
        "roles": frozenset(roles),
    }
    known["password_hash"] = passwords.hashed(password) if password else None
    return _add(**{**known, **values})


def _add(**values: Any) -> Person:
    """Stand a member in the database, under the first handle that is free."""
    at = clock.now()
    base = slug(values["name"], LONGEST_HANDLE) or "member"
    base = "member" if base.startswith(ERASED) else base
    wanted = [values.pop("handle")] if "handle" in values else _handles(base)
    for handle in wanted:
        person = Person(**{"handle": handle, "joined_at": at, "confirmed_at": at, **values})
        try:
            with db.session.begin_nested():
                db.session.add(person)
        except IntegrityError:  # taken at this very moment
            if known := queries.person_with_address(values["email"]):
                return known
            continue
        signals.person_joined.send(person)
        signals.thing_changed.send(f"person:{person.id}")
        return person
    raise Refused(_("No name in the address is free. Try again."))


def _handles(base: str) -> list[str]:
    """Handles to try: the name, then the name and a number, none of them known to be taken."""
    taken = queries.handles_like(base)
    tried = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 22))]
    return [handle for handle in tried if handle not in taken]
