"""Ruling on a case, and taking a ruling back: what it does to text, author and reports."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from kalo import signals
from kalo.accounts import actions as accounts
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db
from kalo.moderation.actions.cases import close, open_case
from kalo.moderation.actions.people import give_trust_back, take_trust
from kalo.moderation.models import Case, Ruling
from kalo.moderation.models.cases import DECLINED, FLAGS, ILLEGAL, UPHELD
from kalo.moderation.models.rulings import DELETE, HIDE, SILENCE, SUSPEND, UPHOLDING
from kalo.moderation.queries.cases import open_key, reports_answered_by, waiting_reports
from kalo.moderation.queries.rulings import person_by_id
from kalo.moderation.things import HIDDEN, STANDS, Thing, is_visible, parts_of

FOR_EVER = timedelta(days=36500)


@dataclass(frozen=True)
class Decision:
    """What a moderator decided: the verb, why, the words for the author, and for how long."""

    verb: str
    reason: str = ""
    words: str = ""
    days: int | None = None
    law: str = ""
    facts: str = ""
    hides: bool = False  # a penalty that hides the text too


def rule(case: Case, seen: int, by: Person, thing: Thing | None, decision: Decision) -> Ruling:
    """Decide a case, once: whoever saw an older state of it gets `Stale` and changes nothing."""
    kind, was_hidden, see_it = case.kind, case.hidden_at is not None, _who_see(case)
    close(case, seen)
    author = thing.author if thing else person_by_id(case.author_id)
    ruling = write_ruling(case, by, thing, author, decision)
    before: dict[str, Any] = {"kind": kind, "state": thing.state if thing else ""}
    _change_text(thing, by, decision, was_hidden, before)
    if author:
        _change_author(ruling, author, by, decision, before)
    _answer_reports(case, ruling, author, before)
    ruling.before = before
    db.session.flush()
    note_staff_act(by, _verb_words(decision.verb), case.subject, decision.reason, *_log(ruling))
    signals.thing_ruled.send(ruling, see_it=see_it)
    return ruling


def _who_see(case: Case) -> frozenset[int]:
    """Who of those that reported a thing may see it, before anything is done with it."""
    told = (person_by_id(report.person_id) for report in waiting_reports(case.id))
    return frozenset(each.id for each in told if each and is_visible(case.subject, each))


def write_ruling(
    case: Case, by: Person, thing: Thing | None, author: Person | None, decision: Decision
) -> Ruling:
    """What was decided, with the text as it is at this moment."""
    ruling = Ruling(
        case_id=case.id,
        subject=case.subject,
        title=thing.title if thing else "",
        path=thing.path if thing else "",
        source=thing.source if thing else "",
        author_id=author.id if author else None,
        verb=decision.verb,
        reason=decision.reason,
        words=decision.words,
        law=decision.law,
        facts=decision.facts,
        until=_until(decision),
        by_id=by.id,
        at=clock.now(),
    )
    db.session.add(ruling)
    db.session.flush()
    return ruling


def _until(decision: Decision) -> datetime | None:
    if decision.verb not in {SILENCE, SUSPEND} or not decision.days:
        return None
    return clock.now() + timedelta(days=decision.days)


def _verb_words(verb: str) -> str:
    """The msgid of the log's word for a ruling: `moderation.staff_words` marks them."""
    return f"ruled: {verb}"


def _log(ruling: Ruling) -> tuple[str, str]:
    return ruling.source, "\n".join(filter(None, (ruling.words, ruling.law, ruling.facts)))


def _change_text(
    thing: Thing | None, by: Person, decision: Decision, was_hidden: bool, before: dict[str, Any]
) -> None:
    """Hide or take away, as decided; show again what reports alone had hidden."""
    if thing is None:
        return
    moderated, key = parts_of(thing.subject)
    if moderated is None:
        return
    hides = decision.verb == HIDE or decision.hides
    if was_hidden and moderated.unhide and not hides:
        moderated.unhide(key, by, {})
    if decision.verb == DELETE and moderated.delete:
        before["text"] = [DELETE, moderated.delete(key, by) or {}]
    elif hides and moderated.hide and thing.state in {STANDS, HIDDEN}:
        before["text"] = [HIDE, moderated.hide(key, by) or {}]


def _change_author(
    ruling: Ruling, author: Person, by: Person, decision: Decision, before: dict[str, Any]
) -> None:
    if decision.verb == SILENCE:
        before["silenced_until"] = _iso(author.silenced_until)
        until = ruling.until or clock.now() + FOR_EVER
        accounts.silence(author, by, decision.words, until)
    elif decision.verb == SUSPEND:
        before["suspended_at"] = _iso(author.suspended_at)
        before["suspended_until"] = _iso(author.suspended_until)
        before["suspended_why"] = author.suspended_why
        accounts.suspend(author, by, decision.words, ruling.until)


def _answer_reports(
    case: Case, ruling: Ruling, author: Person | None, before: dict[str, Any]
) -> None:
    """Whoever reported was right or not; an author of whom somebody was right loses a step."""
    upheld = ruling.verb in UPHOLDING
    reports = waiting_reports(case.id)
    for report in reports:
        report.outcome = UPHELD if upheld else DECLINED
        report.answered_at, report.ruling_id, report.open_key = clock.now(), ruling.id, None
    db.session.flush()
    if upheld and author and any(report.person_id for report in reports):
        before["trust"] = take_trust(author)


def undo(ruling: Ruling, by: Person) -> None:
    """Take a ruling back: text, author and trust are as before, and the reports wait again."""
    mine = update(Ruling).where(Ruling.id == ruling.id, Ruling.undone_at.is_(None))
    taken = mine.values(undone_at=clock.now(), undone_by_id=by.id).returning(Ruling.id)
    if db.session.scalar(taken) is None:
        return  # somebody was faster; it is done once
    db.session.refresh(ruling)
    _text_as_before(ruling, by)
    author = person_by_id(ruling.author_id)
    if author:
        _author_as_before(ruling, author, by)
    _reports_wait_again(ruling)
    note_staff_act(by, "took back a ruling", ruling.subject, ruling.verb, *reversed(_log(ruling)))
    signals.ruling_undone.send(ruling)


def _text_as_before(ruling: Ruling, by: Person) -> None:
    moderated, key = parts_of(ruling.subject)
    verb, kept = ruling.before.get("text") or ("", {})
    if moderated and verb == DELETE and moderated.restore:
        moderated.restore(key, by, kept)
    if moderated and verb == HIDE and moderated.unhide:
        moderated.unhide(key, by, kept)


def _author_as_before(ruling: Ruling, author: Person, by: Person) -> None:
    before = ruling.before
    if ruling.verb == SILENCE:
        accounts.take_back_silence(author, by, _moment(before.get("silenced_until")))
    elif ruling.verb == SUSPEND and before.get("suspended_at"):
        until = _moment(before.get("suspended_until"))
        accounts.suspend(author, by, before.get("suspended_why", ""), until)
    elif ruling.verb == SUSPEND:
        accounts.take_back_suspension(author, by)
    if before.get("trust") is not None:
        give_trust_back(author, before["trust"])


def _reports_wait_again(ruling: Ruling) -> None:
    """The case is open again with the reports that this ruling had answered."""
    answered = reports_answered_by(ruling)
    if not answered:
        return
    case = open_case(ruling.subject, ruling.author_id, FLAGS)
    taken = {report.open_key for report in waiting_reports(case.id)}
    for report in answered:
        report.outcome, report.answered_at, report.ruling_id = None, None, None
        key = open_key(report.person_id, ruling.subject) if report.person_id else None
        report.open_key = None if key in taken else key
    case.reports_count += len(answered)
    case.weight = round(case.weight + sum(report.weight for report in answered), 2)
    case.illegal = case.illegal or any(report.reason == ILLEGAL for report in answered)
    db.session.flush()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
