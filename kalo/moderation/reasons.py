"""Why a thing is reported or ruled on, and the words that moderators start from."""

from typing import Any

from flask_babel import lazy_gettext as _

OFF_TOPIC, UNKIND, SPAM, PERSONAL, OTHER, ILLEGAL = (
    *("off_topic", "unkind", "spam", "personal", "other"),
    "illegal",
)
REASONS = (OFF_TOPIC, UNKIND, SPAM, PERSONAL, OTHER, ILLEGAL)
DAYS = (1, 3, 7, 30)  # of a penalty, by how many there were before

# As people choose it: the words, and a line that explains.
CHOICES: dict[str, tuple[Any, Any]] = {
    OFF_TOPIC: (_("Off topic"), _("It does not belong here, or repeats what was said.")),
    UNKIND: (_("Unkind"), _("It insults, threatens or harasses somebody.")),
    SPAM: (_("Advertising or spam"), _("It is there to sell something or to lead elsewhere.")),
    PERSONAL: (_("Personal data"), _("It shows somebody's address, telephone or private matters.")),
    OTHER: (_("Something else"), _("Write it in your own words.")),
    ILLEGAL: (
        _("Illegal content"),
        _("You believe that it breaks the law. You get a receipt and our decision with reasons."),
    ),
}
# What its author reads, unless a moderator writes something else.
MESSAGES: dict[str, Any] = {
    OFF_TOPIC: _(
        "This is not quite about what the discussion is about. You are welcome to open a "
        "discussion of its own for it."
    ),
    UNKIND: _(
        "This hurts somebody. You may disagree with everything here, as long as you speak of the "
        "matter and not of the person."
    ),
    SPAM: _(
        "This reads like advertising. If you want to present your work, there is a category for "
        "it; say there who you are."
    ),
    PERSONAL: _(
        "There is personal data in it that others should not find on an open page. Write it again "
        "without, if you like."
    ),
    OTHER: _("This does not go with the way in which we talk to each other here."),
    ILLEGAL: _("According to what we found, this content breaks the law or the terms of use."),
}
BY_REPORTS = _(
    "It was hidden for now because several members reported it. No person has looked at it yet; "
    "the reports alone did this."
)
KEPT = _("We looked at it and everything is fine as it is.")
# What a ruling is called: as a choice, and as what was done.
VERBS: dict[str, tuple[Any, Any]] = {
    "keep": (_("Keep it"), _("It stays as it is")),
    "edit": (_("Edit it"), _("It was edited by the moderators")),
    "hide": (_("Hide it"), _("It was hidden")),
    "delete": (_("Take it away"), _("It was taken away")),
    "warn": (_("Warn the author"), _("A warning")),
    "silence": (_("Silence for some days"), _("You can read, but not write for a while")),
    "suspend": (_("Suspend the account"), _("The account is suspended")),
    "publish": (_("Publish it"), _("It was published")),
    "give_back": (_("Give it back"), _("It was given back to its author")),
}
KINDS: dict[str, Any] = {
    "flags": _("Reports"),
    "first": _("First posts"),
    "held": _("Waiting for a look"),
    "appeal": _("Asked to look again"),
}
# Why a text waits, as moderators read it.
HELD: dict[str, Any] = {
    "first": _("a first post"),
    "haste": _("sent faster than anybody writes"),
    "repeated": _("the same text again"),
    "watched": _("a watched word"),
    "links": _("a new account with links"),
}


def suggested_days(earlier: int) -> int:
    """How long a penalty should be, by how many there were before."""
    return DAYS[min(earlier, len(DAYS) - 1)]
