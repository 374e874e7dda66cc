"""The papers of an event: materials, the guide of whoever leads, the numbers of its report."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from kalo.events.models import (
    ABSENT,
    EXCUSED,
    PRESENT,
    SEAT,
    UNKNOWN,
    Attendance,
    Event,
    GuideStep,
    Material,
    Registration,
)
from kalo.kit.db import db, get_or_404


def materials_of(event: Event, removed: bool = False) -> list[Material]:
    """What belongs to an event, in order; or what was taken out."""
    gone = Material.removed_at.is_not(None) if removed else Material.removed_at.is_(None)
    theirs = select(Material).where(Material.event_id == event.id, gone)
    return list(db.session.scalars(theirs.order_by(Material.position, Material.id)))


def get_material(event: Event, material_id: int, removed: bool = False) -> Material:
    """One of them, or 404."""
    gone = Material.removed_at.is_not(None) if removed else Material.removed_at.is_(None)
    one = select(Material).where(Material.event_id == event.id, Material.id == material_id, gone)
    material: Material = get_or_404(one)
    return material


def open_to(registration: Registration) -> list[Material]:
    """What a guest may open, in order: what `permissions.may_open_as_guest` says yes to."""
    opened = _open_to(registration).order_by(Material.position, Material.id)
    return list(db.session.scalars(opened))


def get_material_open_to(registration: Registration, material_id: int) -> Material:
    """One of them, or 404: what a guest may not open does not exist for them."""
    material: Material = get_or_404(_open_to(registration).where(Material.id == material_id))
    return material


def _open_to(registration: Registration) -> Select[Any]:
    seated = Registration.state == SEAT
    attended = and_(seated, Registration.attended_at.is_not(None))
    opened = or_(
        Material.audience == "everybody",
        and_(Material.audience == "seated", seated),
        and_(Material.audience == "attended", attended),
    )
    theirs = select(Material).join(Registration, Registration.event_id == Material.event_id)
    guest = Registration.id == registration.id, Registration.person_id.is_(None)
    return theirs.where(*guest, Material.removed_at.is_(None), opened)


def files_of_materials(names: Collection[str]) -> set[str]:
    """Which of these files some material holds, be it taken out."""
    return set(db.session.scalars(select(Material.file).where(Material.file.in_(names))))


def guide_steps(event: Event) -> list[GuideStep]:
    """The guide as rows, in order, for those who write it."""
    theirs = select(GuideStep).where(GuideStep.event_id == event.id)
    return list(db.session.scalars(theirs.order_by(GuideStep.position, GuideStep.id)))


def get_guide_step(event: Event, step_id: int) -> GuideStep:
    """A step of the guide of this event, or 404."""
    one = select(GuideStep).where(GuideStep.event_id == event.id, GuideStep.id == step_id)
    step: GuideStep = get_or_404(one)
    return step


@dataclass(frozen=True)
class Asked:
    """A question of the guide, for whoever leads through it; probes one by one."""

    id: int
    question_el: str
    question_en: str
    minutes: int
    probes_el: tuple[str, ...] = ()
    probes_en: tuple[str, ...] = ()


def guide_of(event: Event) -> list[Asked]:
    """The guide in order, as plain facts."""
    return [
        Asked(
            step.id,
            step.question_el,
            step.question_en,
            step.minutes,
            tuple(step.probes_el.splitlines()),
            tuple(step.probes_en.splitlines()),
        )
        for step in guide_steps(event)
    ]


@dataclass(frozen=True)
class Came:
    """How many had a seat at an event, and how many of them came."""

    seats: int = 0
    present: int = 0
    absent: int = 0
    excused: int = 0
    guests: int = 0  # people without an account, among the seats
    by_way: tuple[tuple[str, int], ...] = ()  # how those who came were noted

    @property
    def unknown(self) -> int:
        """Of whom nobody said whether they came."""
        return self.seats - self.present - self.absent - self.excused


def numbers_of(event: Event) -> Came:
    """The numbers of an event, from its data."""
    here = Registration.attended_at.is_not(None)
    counted = db.session.execute(
        select(Registration.presence, here, Registration.person_id.is_(None), func.count())
        .where(Registration.event_id == event.id, Registration.state == SEAT)
        .group_by(Registration.presence, here, Registration.person_id.is_(None))
    )
    sums = dict.fromkeys((PRESENT, ABSENT, EXCUSED, UNKNOWN, "guest"), 0)
    for presence, noted, is_guest, count in counted:
        sums[PRESENT if noted else presence] += count
        sums["guest"] += count if is_guest else 0
    seats = sum(sums.values()) - sums["guest"]
    return Came(seats, sums[PRESENT], sums[ABSENT], sums[EXCUSED], sums["guest"], _by_way(event))


def _by_way(event: Event) -> tuple[tuple[str, int], ...]:
    people = func.count(Attendance.registration_id.distinct())
    noted = (
        select(Attendance.way, people)
        .where(Attendance.event_id == event.id, Attendance.undone_at.is_(None))
        .group_by(Attendance.way)
        .order_by(people.desc(), Attendance.way)
    )
    return tuple((row[0], row[1]) for row in db.session.execute(noted))
