"""How the log of staff says what was done with the trust to lead a room; by kind."""


def _(words: str) -> str:
    """Marked for the catalogue; put into a language for whoever reads the log."""
    return words


VERBS = {
    "hidden": _("took something off in a live room"),
    "sent_back": _("sent a message back in a live room"),
    "muted": _("stopped somebody writing in a live room"),
    "unmuted": _("let somebody write again in a live room"),
    "role_given": _("gave a role in a live room"),
    "removed": _("put somebody out of a live room"),
    "let_back": _("let somebody back into a live room"),
    "closed": _("ended a live session"),
    "opened": _("opened a live session again"),
}
AGAIN = _("put something back in a live room")


def verb_of(kind: str, payload: dict[str, object]) -> str:
    """What was done, as a msgid."""
    return AGAIN if kind == "hidden" and payload.get("again") else VERBS[kind]
