"""News in words: the line of the bell and of letters."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.notifications.models import Notification, kinds


def line_of(news: Notification, names: Mapping[int, str]) -> str:
    """What is new, in one sentence; `names` are those of the people in it."""
    kind = kinds.get(news.kind)
    if kind is None:
        return news.what
    facts = {"what": news.what, "who": who_of(news, names), "n": max(1, len(news.gathered))}
    return str(kind.line) % facts


def who_of(news: Notification, names: Mapping[int, str]) -> str:
    """Those who did the strongest thing first: "Grace", "Grace and Ada", "Grace and 3 others"."""
    by = [id for _t, kind, _p, _n, id in reversed(news.gathered) if kind == news.kind and id]
    people = list(dict.fromkeys([*by, *news.people]))
    called = [names.get(id) or _("former member") for id in people]
    if not called:
        return _("Somebody")
    if len(called) == 1:
        return called[0]
    if len(called) == 2:
        return _("%(one)s and %(two)s", one=called[0], two=called[1])
    others = len(called) - 1
    return ngettext(
        "%(who)s and %(num)s other", "%(who)s and %(num)s others", others, who=called[0]
    )
