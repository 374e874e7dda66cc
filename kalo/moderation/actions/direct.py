"""Taking a thing away that nobody reported: a ruling like any other, with its reason."""

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit.web import Refused
from kalo.moderation.actions.cases import open_case
from kalo.moderation.actions.rulings import Decision, rule
from kalo.moderation.models import Ruling
from kalo.moderation.models.cases import APPEAL, FLAGS
from kalo.moderation.models.rulings import DELETE
from kalo.moderation.queries.rulings import standing_removal
from kalo.moderation.things import DELETED, Thing


def take_away(thing: Thing, by: Person, words: str) -> Ruling:
    """Take away what somebody else wrote; its author reads why, and can ask for another look."""
    case = open_case(thing.subject, thing.author_id, FLAGS)  # of two at once, one waits here
    if case.kind == APPEAL:
        raise Refused(_("Its author asked for another look at a decision. Answer that first."))
    if thing.state == DELETED or standing_removal([thing.subject]):
        raise Refused(_("It was taken away already."))
    return rule(case, case.version, by, thing, Decision(DELETE, words=words))
