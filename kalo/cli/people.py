"""People, from the terminal: the first administrator has nobody else to ask."""

import sys

import click
from sqlalchemy import select

from kalo.kit.db import db, transaction


@click.group()
def person() -> None:
    """Make people and give them roles.

    \b
    Examples:
      kalo person add "Άννα Τσακίρη" anna@example.org --role administrator
      kalo person roles anna@example.org moderator editor
    """


@person.command("add")
@click.argument("name")
@click.argument("email")
@click.option("--role", "roles", multiple=True, help="May be given several times.")
@click.password_option(help="Asked for when it is not given.")
def add_person(name: str, email: str, roles: tuple[str, ...], password: str) -> None:
    """Make a member with a confirmed address.

    Example: kalo person add "Άννα Τσακίρη" anna@example.org --role administrator
    """
    from kalo.accounts.actions import give_roles, make_person
    from kalo.app import create_app

    _check_roles(roles)
    with create_app().app_context(), transaction():
        made = make_person(name, email, password)
        give_roles(made, frozenset(roles))
        click.echo(f"{made.name}, /people/{made.handle}")


@person.command("roles")
@click.argument("email")
@click.argument("roles", nargs=-1)
def set_roles(email: str, roles: tuple[str, ...]) -> None:
    """Give a person exactly these roles; none takes all away.

    Example: kalo person roles anna@example.org moderator editor
    """
    from kalo.accounts.actions import give_roles
    from kalo.accounts.models import Person
    from kalo.app import create_app

    _check_roles(roles)
    with create_app().app_context(), transaction():
        found = db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
        if found is None:
            sys.exit(f"Nobody has the address {email}.")
        give_roles(found, frozenset(roles))
        click.echo(f"{found.name}: {' '.join(sorted(roles)) or 'member'}")


def _check_roles(roles: tuple[str, ...]) -> None:
    from kalo.accounts.models import ROLES

    if strange := set(roles) - set(ROLES):
        sys.exit(f"No such role: {', '.join(sorted(strange))}. There are: {', '.join(ROLES)}.")
