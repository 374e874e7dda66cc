"""What modules, lessons and what is asked in them are called, and why somebody is behind: words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.text import fold
from kalo.learning.models import AUDIO, QUESTION, QUIZ, TASK, VIDEO, WORKSHOP
from kalo.learning.pace import AWAY_AFTER, BEGIN_WITHIN, NOT_BEGUN, Why
from kalo.learning.queries.items import Item
from kalo.learning.queries.missing import Names
from kalo.learning.queries.paths import Goal


def item_words(item: Item | Goal) -> str:
    """A thing with its kind, "Quiz: What we learnt", unless its title begins so by itself."""
    title = in_this_language(item, "title")
    said = _with_kind(item.kind, title)
    kind = said.partition(":")[0]
    return title if fold(title).startswith(fold(kind)) else said


def _with_kind(kind: str, title: str) -> str:
    if kind == QUIZ:
        return _("Quiz: %(title)s", title=title)
    if kind == TASK:
        return _("Task: %(title)s", title=title)
    if kind == WORKSHOP:
        return _("Live workshop: %(title)s", title=title)
    if kind == QUESTION:
        return _("Question: %(title)s", title=title)
    if kind == VIDEO:
        return _("Video: %(title)s", title=title)
    if kind == AUDIO:
        return _("Recording: %(title)s", title=title)
    return title


def why_words(why: Why, names: Names) -> str:
    """Why somebody is behind: the same words for them and for whoever accompanies them."""
    if why.due is not None:
        title = names[why.due.thing].title if why.due.thing in names else "…"
        return _("“%(title)s” was due by %(day)s", title=title, day=clock.date_words(why.due.on))
    if why.kind == NOT_BEGUN:
        return ngettext(
            "nothing yet, %(num)s day after the start",
            "nothing yet, %(num)s days after the start",
            why.days,
        )
    return ngettext("nothing for %(num)s day", "nothing for %(num)s days", why.days)


def rule_words() -> list[str]:
    """When somebody counts as behind: all the rules there are."""
    return [
        _("when nothing was done in the first %(days)s days", days=BEGIN_WITHIN),
        _("when nothing was done for %(days)s days", days=AWAY_AFTER),
        _("when a deadline has passed and something of it is not there yet"),
    ]
