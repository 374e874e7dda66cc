"""Getting in, and changing what one gets in with."""

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from kalo import signals
from kalo.accounts import queries
from kalo.accounts.actions.letters import HOURS, link_to, make_token, use_token, write_to
from kalo.accounts.login import leave_everywhere
from kalo.accounts.models import Person, SignIn, Token
from kalo.kit.db import db
from kalo.kit.web import Refused

CHANGE = ("email_old", "email_new")


def ask_sign_in_link(email: str, language: str, path: str = "") -> None:
    """A letter with a link that lets in; where nobody has the address, the letter says so."""
    person = queries.person_with_address(email)
    if person is None:
        return _write_that_nobody_is_here(email, language)
    token = make_token("sign_in", person_id=person.id, path=path)
    link = link_to("accounts.show_entry", person.language, token=token)
    hours = HOURS["sign_in"]
    write_to(email, "sign_in_link", person.language, name=person.name, link=link, hours=hours)
    return None


def ask_new_password(email: str, language: str) -> None:
    """A letter with a link to a new password; where nobody has the address, the letter says so."""
    person = queries.person_with_address(email)
    if person is None:
        return _write_that_nobody_is_here(email, language)
    token = make_token("reset", person_id=person.id)
    link = link_to("accounts.show_new_password", person.language, token=token)
    hours = HOURS["reset"]
    write_to(email, "reset_password", person.language, name=person.name, link=link, hours=hours)
    return None


def _write_that_nobody_is_here(email: str, language: str) -> None:
    write_to(email, "not_here", language, sign_up=link_to("accounts.sign_up", language))


def use_sign_in_link(token: str) -> tuple[Person, str] | None:
    """Use the link up; answers who comes in and where they were going."""
    used = use_token(token, "sign_in")
    return (used.person, used.path) if used and used.person else None


def set_password(person: Person, password_hash: str) -> None:
    """A new password: every device is signed out, links on their way are void, a letter tells."""
    person.password_hash = password_hash
    leave_everywhere(person)
    entering = Token.purpose.in_(("reset", "sign_in", "leave"))
    db.session.execute(delete(Token).where(Token.person_id == person.id, entering))
    if person.email:
        link = link_to("accounts.show_reset_form", person.language)
        write_to(person.email, "password_changed", person.language, name=person.name, link=link)


def reset_password(token: str, password_hash: str) -> Person | None:
    """Use the link up for a new password; answers whose it is."""
    used = use_token(token, "reset")
    if used is None or used.person is None:
        return None
    set_password(used.person, password_hash)
    return used.person


def keep_fresh_hash(person: Person, password_hash: str) -> None:
    """Keep the same password, hashed by today's measure."""
    person.password_hash = password_hash


def end_sign_in(person: Person, sign_in_id: int) -> None:
    """Sign one's own device out."""
    mine = delete(SignIn).where(SignIn.person_id == person.id, SignIn.id == sign_in_id)
    db.session.execute(mine)


def ask_new_email(person: Person, email: str) -> None:
    """Letters to the old and to the new address; the change waits until both have said yes."""
    email, language = email.lower(), person.language
    withdraw_new_email(person)
    old = make_token("email_old", person_id=person.id, email=email)
    new = make_token("email_new", person_id=person.id, email=email)
    said = {"name": person.name, "email": email, "hours": HOURS["email_old"]}
    link = link_to("accounts.show_email_change", language, side="old", token=old)
    write_to(person.email or email, "change_email_old", language, link=link, **said)
    if queries.person_with_address(email):
        sign_in = link_to("accounts.show_link_form", language)
        reset = link_to("accounts.show_reset_form", language)
        return write_to(email, "already_here", language, sign_in=sign_in, reset=reset)
    link = link_to("accounts.show_email_change", language, side="new", token=new)
    return write_to(email, "change_email_new", language, link=link, **said)


def withdraw_new_email(person: Person) -> None:
    """Stay with the old address: the links on their way are void."""
    waiting = delete(Token).where(Token.person_id == person.id, Token.purpose.in_(CHANGE))
    db.session.execute(waiting)


def confirm_email(token: str, side: str) -> tuple[Person, bool] | None:
    """One of the two addresses says yes; answers the person, and True once the change is made."""
    used = use_token(token, f"email_{side}")
    if used is None or used.person is None:
        return None
    person, email = used.person, used.email
    said_yes = {row.purpose for row in queries.tokens_of(person, CHANGE) if row.used_at}
    if said_yes != set(CHANGE):
        return person, False
    withdraw_new_email(person)
    _take_address(person, email)
    return person, True


def _take_address(person: Person, email: str) -> None:
    before = person.email
    try:
        with db.session.begin_nested():
            person.email = email
    except IntegrityError as error:  # somebody confirmed it in the meantime
        raise Refused(_("This address now belongs to another account.")) from error
    signals.address_changed.send(person, before=before)
    signals.thing_changed.send(f"person:{person.id}")
