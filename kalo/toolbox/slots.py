"""What the toolbox shows on other rooms' pages."""

from typing import Any

from flask import g, render_template

from kalo.accounts.models import Person
from kalo.kit.slots import fills
from kalo.toolbox.permissions import may_edit_facts
from kalo.toolbox.queries.facts import count_to_check


@fills("account-pages", order=80)
def facts_to_look_after(person: Person, **_: Any) -> str:
    """For editors the way to the facts that wait; one statement, for nobody else any."""
    if not may_edit_facts(g.person):
        return ""
    return render_template("toolbox/facts/_account_page.html", count=count_to_check())
