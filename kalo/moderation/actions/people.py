"""Ignoring people, counting their days, moving their trust, and the list of watched words."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused
from kalo.moderation.models import (
    Case,
    Held,
    Ignored,
    Note,
    Report,
    Ruling,
    Said,
    Standing,
    Visit,
    WatchedWord,
)
from kalo.moderation.models.cases import CLOSED, OPEN
from kalo.moderation.models.held import WAITING
from kalo.moderation.queries.people import people_to_weigh, standings
from kalo.moderation.spam import compared
from kalo.moderation.trust import PILLAR, REGULAR, facts_of, is_suggested, level_of

LOWERED = timedelta(days=60)


def ignore(person: Person, whom: Person) -> None:
    """Fold what somebody writes, and hear no news of them."""
    row = {"person_id": person.id, "ignored_id": whom.id, "at": clock.now()}
    upsert(Ignored, [row], key=("person_id", "ignored_id"))


def stop_ignoring(person: Person, whom: Person) -> None:
    """See and hear of somebody again."""
    theirs = delete(Ignored).where(Ignored.person_id == person.id, Ignored.ignored_id == whom.id)
    db.session.execute(theirs)


def note_visit(person_id: int) -> None:
    """Count this day among those on which somebody was here."""
    upsert(Visit, [{"person_id": person_id, "day": clock.today()}], key=("person_id", "day"))


def take_trust(person: Person) -> int:
    """One step down, and no higher for sixty days; answers the level before."""
    before = person.trust
    person.trust = max(0, before - 1)
    values = {"highest": person.trust, "until": clock.now() + LOWERED}
    upsert(Standing, [{"person_id": person.id, **values}], key=("person_id",), again=values)
    db.session.flush()
    return before


def give_trust_back(person: Person, level: int) -> None:
    """As it was before a ruling that was taken back."""
    person.trust = max(person.trust, level)
    db.session.execute(delete(Standing).where(Standing.person_id == person.id))
    db.session.flush()


def weigh_trust(people: list[Person]) -> int:
    """Let trust follow what people did; answers how many have another level now."""
    ids = [person.id for person in people]
    facts, held = facts_of(ids), standings(ids)
    moved = 0
    for person in people:
        highest = held[person.id].highest if person.id in held else PILLAR
        level = level_of(facts[person.id], person.trust, highest)
        moved += level != person.trust
        person.trust = level
    db.session.flush()
    return moved


def rise(person: Person) -> None:
    """What is earned at this moment is given at once; what is lost waits for the night."""
    held = standings([person.id])
    highest = held[person.id].highest if person.id in held else PILLAR
    level = level_of(facts_of([person.id])[person.id], person.trust, highest)
    person.trust = max(person.trust, level)
    db.session.flush()


def add_watched_word(typed: str, act: str, by: Person) -> None:
    """Watch for a word or an address from now on."""
    word = compared(typed)
    if not word:
        raise Refused(_("Write a word or an address."))
    row = {"word": word, "act": act, "by_id": by.id, "at": clock.now()}
    upsert(WatchedWord, [row], key=("word",), again={"act": act})
    note_staff_act(by, "watches for a word", f"word:{word}", act, after=word)


def drop_watched_word(word: WatchedWord, by: Person) -> None:
    """Watch for it no more."""
    note_staff_act(by, "no longer watches for a word", f"word:{word.word}", before=word.word)
    db.session.delete(word)
    db.session.flush()


def forget_old() -> None:
    """Sweep up what is only needed for a while."""
    now = clock.now()
    db.session.execute(delete(Said).where(Said.at < now - timedelta(days=2)))
    db.session.execute(delete(Standing).where(Standing.until < now))
    db.session.execute(delete(Visit).where(Visit.day < clock.today() - timedelta(days=400)))


def forget_person(person: Person) -> None:
    """Let go of what is personal: a report stays without who made it, a ruling without words."""
    for table in (Visit, Standing, Said, Ignored):
        db.session.execute(delete(table).where(table.person_id == person.id))
    db.session.execute(delete(Ignored).where(Ignored.ignored_id == person.id))
    own = select(Case.id).where(Case.author_id == person.id)
    said = delete(Note).where(Note.by_id == person.id, Note.case_id.in_(own))
    db.session.execute(said.execution_options(synchronize_session=False))
    theirs = update(Report).where(Report.person_id == person.id)
    db.session.execute(theirs.values(person_id=None, open_key=None, name="", email=""))
    _close_waiting(person)
    waiting = Held.person_id == person.id
    db.session.execute(update(Held).where(waiting).values(source="", values={}, title=""))
    db.session.execute(update(Held).where(waiting, Held.state == WAITING).values(state="returned"))
    ruled = update(Ruling).where(Ruling.author_id == person.id)
    db.session.execute(ruled.values(source="", title="", appeal_words=""))


def _close_waiting(person: Person) -> None:
    """Nobody is left for whom a text of theirs that waits could be published or given back."""
    mine = select(Held.id).where(Held.person_id == person.id, Held.state == WAITING)
    subjects = [f"held:{number}" for number in db.session.scalars(mine)]
    cases = update(Case).where(Case.subject.in_(subjects), Case.state == OPEN)
    closed = {"state": CLOSED, "closed_at": clock.now(), "version": Case.version + 1}
    db.session.execute(cases.values(**closed).execution_options(synchronize_session=False))


def suggested_pillars() -> list[Person]:
    """Regular members whom the numbers suggest for the fullest trust."""
    people = [person for person in people_to_weigh(0, 1000) if person.trust == REGULAR]
    facts = facts_of([person.id for person in people])
    held = standings([person.id for person in people])
    return [
        person
        for person in people
        if is_suggested(facts[person.id], person.trust) and person.id not in held
    ]


def make_pillar(person: Person, by: Person) -> None:
    """Somebody has the fullest trust, as long as the numbers hold."""
    before, person.trust = person.trust, PILLAR
    db.session.flush()
    words = (str(before), str(PILLAR))
    note_staff_act(by, "gave the fullest trust", f"person:{person.id}", "", *words)
