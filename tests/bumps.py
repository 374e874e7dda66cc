"""No writer forgets `bump`: what a change wrote is held against what guests see of it.

Every table stands in SEEN or UNSEEN. Whoever writes a column that guests see, from a request, a job
or a verb of a room, bumps its scopes in the same transaction; else the test that did it fails.
"""

import re
import sys
import threading
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
COLUMN = re.compile(r'(?:SET |, )"?(\w+)"?=')
ROOM = re.compile(r"/kalo/(?!kit/|app\.py|config\.py|__)(\w+/.*)$")
OURS = "bumps_written"


@dataclass(frozen=True)
class Seen:
    """The scopes that belong to some columns; to all that are not `unseen` where none is named."""

    scopes: str
    columns: str = ""
    unseen: str = ""
    rows: bool = True  # whether a row is seen as soon as it is there

    def touched_by(self, columns: set[str]) -> bool:
        """Whether a statement that sets these columns (none: a whole row) changes what is seen."""
        named = set(self.columns.split())
        if not columns:
            return self.rows
        return bool(columns & named if named else columns - set(self.unseen.split()))


SEEN: dict[str, Seen | tuple[Seen, ...]] = {
    "accounts_person": Seen("people", columns="name handle picture erased_at roles"),
    "events_agenda_release": Seen("event", unseen="differences"),
    "events_event": (
        Seen(  # it begins as a draft
            "event", unseen="seats_taken seats_held revision ical_sequence changed_at", rows=False
        ),
        Seen("event", columns="seats_taken seats_held", rows=False),
        Seen("seats", columns="seats_taken seats_held", rows=False),  # lists say how many are left
    ),
    "events_registration": Seen("event", columns="state", rows=False),  # how many wait
    "events_role": Seen("event"),
    # Calendars say them beside an event; without one they are nobody's.
    "events_series": Seen("event", rows=False),
    "events_theme": Seen("event", rows=False),
    "events_venue": Seen("event", unseen="revision", rows=False),
    "events_venue_room": Seen("event", rows=False),
    "events_material": Seen("event", unseen="revision"),
    "forum_category": Seen("forum"),
    "forum_post": Seen(
        "topic",
        unseen="source render_version revision hidden_reason",
    ),
    "forum_tag": Seen("forum"),
    "forum_topic": Seen("topic", unseen="views_count"),
    "forum_topic_act": Seen("topic"),
    "forum_topic_score": Seen("forum"),
    "forum_topic_tag": Seen("forum"),
    "learning_block": Seen("learning"),
    "learning_lesson": Seen("lesson"),
    "learning_module": Seen("learning"),
    "learning_path_version": Seen("learning"),
    "learning_programme": Seen("programme"),
    "learning_question": Seen("learning"),
    "learning_term": Seen("learning"),
    "network_call": Seen("network", unseen="told_at revision"),
    "network_keeper": Seen("network", columns="state", rows=False),  # whether anybody answers
    "network_mark": Seen("network"),
    "network_organisation": Seen("network", unseen="revision email why", rows=False),
    "shelves_leaf": Seen(""),
    "toolbox_fact": Seen(
        "facts", unseen="leaf position revision changed_at by_hand file_mark waits told_for"
    ),
    "toolbox_funding": Seen("facts"),
    "toolbox_impact_median": Seen("tool", unseen="bodies made_at"),
}
# Whose, and the reason why no page that is kept shows it.
UNSEEN = {
    # A page of their own that is made anew each time, or none.
    "accounts_group", "accounts_membership", "accounts_newcomer", "accounts_setting",
    "accounts_sign_in", "accounts_staff_act", "accounts_token", "certificates_certificate",
    "events_announcement", "events_feed_fetch",
    "events_calendar_token", "learning_enrolment", "learning_event",
    # The agenda is shown as it was published; who was there, on pages that are not kept.
    "events_agenda_item", "events_item_speaker", "events_speaker", "events_guide_step",
    "events_attendance", "events_mail_line", "events_mailing",
    "learning_lesson_progress", "learning_workshop_seat",
    "live_entry", "live_guest", "live_presence", "live_room", "live_snapshot",
    "learning_allowance", "learning_cohort", "learning_cohort_lead", "learning_cohort_message",
    "learning_cohort_message_to", "learning_deadline", "learning_place",
    "shelves_shelf",
    "learning_question_version",
    "learning_attempt", "learning_attempt_answer", "learning_attempt_slot", "learning_regrade",
    # Who sees a category is said in its own row too; who was where, in the topic's and the posts'.
    "forum_category_grant", "forum_moved_post", "forum_topic_timer",
    # The counters of the post and the copy in the topic are what pages show.
    "forum_poll", "forum_poll_option", "forum_poll_vote", "forum_post_revision", "forum_reaction",
    # One's own.
    "forum_bookmark", "forum_read_mark", "forum_reader", "forum_watch", "moderation_ignore",
    "notifications_errand", "notifications_letter_note", "notifications_notification",
    "notifications_preference", "writing_draft", "writing_upload", "writing_upload_use",
    "learning_block_progress", "learning_bookmark", "learning_completion", "learning_note",
    "learning_submission", "learning_submission_file", "learning_verdict",
    "learning_verdict_past", "learning_work", "learning_work_file",
    # The staff's: what is ruled changes the post, the topic or the person.
    "moderation_case", "moderation_held", "moderation_note", "moderation_report",
    "moderation_ruling", "moderation_said", "moderation_standing", "moderation_visit",
    "moderation_watched_word",
    # The history of an organisation, and words between two.
    "network_invitation", "network_message", "network_version",
    # One's own searches among funding tools, and what one was told of them.
    "toolbox_funding_search", "toolbox_funding_told",
    # Days that a work plans: on its own page, and in the calendars of whoever wants them.
    "toolbox_day", "toolbox_day_wish",
    # What facts said before: for editors.
    "toolbox_fact_version",
    # What somebody let count; guests see medians of it.
    "toolbox_impact_contribution",
    # Works are private, and their pages are never kept.
    "toolbox_comment", "toolbox_link", "toolbox_version", "toolbox_work",
    # Counted, owed or kept by the house itself.
    "forum_topic_views", "kit_letter", "kit_submission", "kit_version", "search_owed",
    # Cards stand in the HTML of the post, which is rendered again.
    "writing_link_card", "writing_link_use",
}  # fmt: skip


@dataclass(frozen=True)
class Wrote:
    """A statement that changed what guests see, and whose it was."""

    cursor: Any
    statement: str
    scope: str
    where: str
    counted: int | None = None


class Watchman:
    """Looks at each statement of this process; what was forgotten stands in `forgotten`."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []
        self.lock = threading.Lock()

    def begin(self) -> None:
        """Look from now on, at every engine there is or will be."""
        event.listen(Engine, "after_cursor_execute", self._note)
        event.listen(Engine, "commit", self.compare)
        event.listen(Engine, "rollback", self._forget)

    def taken(self) -> list[str]:
        """What was forgotten since it was last asked."""
        with self.lock:
            found, self.forgotten = self.forgotten, []
        return found

    def _note(
        self, connection: Any, cursor: Any, statement: str, said: Any, *_more: object
    ) -> None:
        found = WRITES.match(statement)
        if found is None:
            return
        kind, table = found.groups()
        wrote, bumped = connection.info.setdefault(OURS, ([], set()))
        if table == "kit_version":
            bumped.update(re.findall(r"'([a-z]+)[:']", repr(said)))
        columns = set(COLUMN.findall(statement)) if kind == "UPDATE" else set()
        touched = [seen for seen in seen_in(table) if seen.touched_by(columns)]
        if touched and (where := whose()):
            # A cursor of PostgreSQL forgets how many rows there were; SQLite's knows only later.
            counted = cursor.rowcount if connection.dialect.name == "postgresql" else None
            wrote.extend(Wrote(cursor, statement, s.scopes, where, counted) for s in touched)

    def compare(self, connection: Any) -> None:
        """Hold what this connection wrote against what it bumped."""
        wrote, bumped = connection.info.pop(OURS, ([], set()))
        for each in wrote:
            rows = each.cursor.rowcount if each.counted is None else each.counted
            if rows and not (each.scope in bumped if each.scope else bumped):
                said = f"{each.where} wrote, and bumped no `{each.scope}`: {each.statement[:160]}"
                with self.lock:
                    self.forgotten.append(said)

    def _forget(self, connection: Any) -> None:
        connection.info.pop(OURS, None)


def seen_in(table: str) -> tuple[Seen, ...]:
    """What guests see of a table; nothing, or several scopes for several columns."""
    seen = SEEN.get(table, ())
    return seen if isinstance(seen, tuple) else (seen,)


def whose() -> str:
    """The place in a room that writes; nothing where the test itself stands rows there."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        if found := ROOM.search(frame.f_code.co_filename):
            return f"{found[1]}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return ""


watchman = Watchman()
