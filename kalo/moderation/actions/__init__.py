"""The verbs of moderation."""

from kalo.moderation.actions.appeals import answer_appeal, ask_again, ask_for_a_look
from kalo.moderation.actions.cases import Stale, claim, let_go, look_at, write_note
from kalo.moderation.actions.direct import take_away
from kalo.moderation.actions.held import hold, settle_held
from kalo.moderation.actions.people import (
    add_watched_word,
    drop_watched_word,
    forget_old,
    forget_person,
    ignore,
    make_pillar,
    note_visit,
    rise,
    stop_ignoring,
    suggested_pillars,
    weigh_trust,
)
from kalo.moderation.actions.reports import report
from kalo.moderation.actions.rulings import Decision, rule, undo
from kalo.moderation.actions.weighing import weigh, weigh_edit

__all__ = [
    "Decision",
    "Stale",
    "add_watched_word",
    "answer_appeal",
    "ask_again",
    "ask_for_a_look",
    "claim",
    "drop_watched_word",
    "forget_old",
    "forget_person",
    "hold",
    "ignore",
    "let_go",
    "look_at",
    "make_pillar",
    "note_visit",
    "report",
    "rise",
    "rule",
    "settle_held",
    "stop_ignoring",
    "suggested_pillars",
    "take_away",
    "undo",
    "weigh",
    "weigh_edit",
    "weigh_trust",
    "write_note",
]
