"""The directory, an organisation, and unions and networks as reports that people take along."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.kit import clock
from kalo.kit.clock import date_words
from kalo.kit.locales import in_this_language
from kalo.kit.reports import (
    Block,
    Cell,
    Heading,
    Link,
    Notice,
    Para,
    Points,
    Report,
    Table,
)
from kalo.kit.reports.blocks import AS_IT_IS, NUMBER
from kalo.kit.web import language
from kalo.network.models import SEEK, Call, Organisation, ShownMark
from kalo.network.views.unions import LEVELS, MEMBERS, ROLES, Body
from kalo.network.words import all_said, said

SHEET, DATA = "xlsx", "json"


def what_it_is_not() -> str:
    """What stands beside whatever we show of organisations."""
    return _(
        "To stand here is neither a certificate nor a recommendation; the official list is the "
        "General Register."
    )


def directory_report(
    organisations: Iterable[Organisation], found: int, kept: int, wanted: Sequence[str], kind: str
) -> Report:
    """What the filters find: entries on paper, a table in a spreadsheet, rows for programs.

    Of all that is `found` the first `kept` are given; a report that leaves some out says so.
    """
    blocks: list[Block] = []
    if wanted:
        blocks.append(Para(_("You look for: %(words)s", words=", ".join(wanted))))
    if found > kept:
        part = _(
            "This is a part: the first %(kept)d of %(found)d, by name. Filter the directory for "
            "the others, or take the table.",
            kept=kept,
            found=found,
        )
        blocks.append(Notice(part, "warning"))
    more: dict[str, Any] = {}
    if kind == SHEET:
        blocks.append(_directory_table(organisations))
    elif kind == DATA:
        more["organisations"] = [_as_data(each) for each in organisations]
    else:
        blocks += [block for each in organisations for block in _entry(each)]
    blocks.append(Notice(what_it_is_not()))
    return Report(
        title=_("Directory of organisations"),
        subtitle=ngettext("%(num)s organisation", "%(num)s organisations", found),
        blocks=blocks,
        made_on=clock.today(),
        language=language(),
        more=more,
    )


def _directory_table(organisations: Iterable[Organisation]) -> Table:
    founded = _("Founded in")  # a year is no number to reckon with
    header = [
        *(_("Organisation"), _("Legal form"), _("Municipality"), _("Address"), _("Sectors")),
        *(_("Can offer others"), _("Needs"), _("In a few words"), _("Website"), founded),
        *(_("People who work in it"), _("Register, as it says itself"), _("Last changed")),
    ]
    rows = [_row(each) for each in organisations]
    said_so = [AS_IT_IS if head == founded else NUMBER for head in header]
    return Table(header, rows, _("Directory of organisations"), said_so)


def _row(each: Organisation) -> list[Cell]:
    spoken = language()
    return [
        _name(each),
        said("forms", each.form, spoken),
        said("places", each.place, spoken),
        each.address,
        ", ".join(all_said("sectors", each.sectors, spoken)),
        ", ".join(all_said("services", each.services, spoken)),
        ", ".join(all_said("services", each.needs, spoken)),
        in_this_language(each, "summary"),
        each.website,
        each.founded,
        each.people,
        each.register,
        f"{each.changed_at:%Y-%m-%d}",
    ]


def _as_data(each: Organisation) -> dict[str, Any]:
    """All that it says of itself; its e-mail is in no file."""
    changed = f"{each.changed_at:%Y-%m-%d}"
    sample = {"sample": True} if each.sample else {}
    return {"page": each.slug, **each.written(), "changed": changed, **sample}


def _entry(each: Organisation) -> Iterator[Block]:
    """An organisation in a few lines of a paper."""
    spoken = language()
    where = ", ".join(filter(None, [each.address, said("places", each.place, spoken)]))
    what = [said("forms", each.form, spoken), where, _("Sample") if each.sample else ""]
    yield Heading(_name(each))
    yield Para(" · ".join(filter(None, what)))
    if words := in_this_language(each, "summary"):
        yield Para(words)
    for label, kind, keys in (
        (_("Sectors"), "sectors", each.sectors),
        (_("Can offer others"), "services", each.services),
        (_("Needs"), "services", each.needs),
    ):
        if keys:
            yield Para(f"{label}: {', '.join(all_said(kind, keys, spoken))}")
    if each.website:
        yield Link(each.website, each.website)
    yield Para(_changed(each))


def _name(each: Organisation) -> str:
    return in_this_language(each, "name")


def _changed(each: Organisation) -> str:
    day = date_words(each.changed_at)
    return _("Written by its own people. Last changed on %(day)s.", day=day)


def organisation_report(
    organisation: Organisation,
    calls: Sequence[Call],
    marks: Sequence[ShownMark],
    note: str = "",
) -> Report:
    """The page of an organisation; `note` says what it has to say of itself first."""
    blocks: list[Block] = [Notice(note, "warning")] if note else []
    if summary := in_this_language(organisation, "summary"):
        blocks.append(Para(summary, strong=True))
    if about := in_this_language(organisation, "about"):
        blocks += [Heading(_("About it")), Para(about)]
    blocks += [Heading(_("At a glance")), _glance(organisation)]
    blocks += _passed(marks)
    blocks.append(Heading(_("Seeks and offers now")))
    blocks += [block for call in calls for block in _call(call)]
    if not calls:
        blocks.append(Para(_("Nothing at this moment.")))
    blocks += [Para(_changed(organisation)), Notice(what_it_is_not())]
    blocks.append(Link(_("Its page on the platform"), organisation.path))
    return Report(
        title=_name(organisation),
        subtitle=said("forms", organisation.form, language()),
        blocks=blocks,
        made_on=clock.today(),
        language=language(),
    )


def _glance(one: Organisation) -> Table:
    spoken = language()
    where = [one.address, said("places", one.place, spoken)]
    rows = [
        (_("Where"), ", ".join(filter(None, where))),
        (_("Sectors"), ", ".join(all_said("sectors", one.sectors, spoken))),
        (_("Can offer others"), ", ".join(all_said("services", one.services, spoken))),
        (_("Needs"), ", ".join(all_said("services", one.needs, spoken))),
        (_("Founded in"), str(one.founded or "")),
        (_("People who work in it"), "" if one.people is None else str(one.people)),
        (_("Register, as it says itself"), one.register),
        (_("Website"), one.website),
    ]
    return Table([_("What"), _("What it says")], [row for row in rows if row[1]])


def _passed(marks: Sequence[ShownMark]) -> Iterator[Block]:
    if marks:
        yield Heading(_("What it passed"))
        yield Points([f"{in_this_language(m, 'title')} ({date_words(m.on)})" for m in marks])
        yield Para(
            _(
                "Shown because its people want it so. They are exercises and trainings, no "
                "official certificates."
            )
        )


def _call(call: Call) -> Iterator[Block]:
    spoken = language()
    facts = [
        _("It seeks") if call.kind == SEEK else _("It offers"),
        said("services", call.service, spoken),
        said("sectors", call.sector, spoken) if call.sector else "",
        said("places", call.place, spoken) if call.place else "",
        _("until %(day)s", day=date_words(call.ends_at)),
    ]
    yield Heading(call.title, 3)
    yield Para(" · ".join(filter(None, facts)))
    if call.text:
        yield Para(call.text)


def unions_report(bodies: Sequence[Body], wanted: Sequence[str], kind: str) -> Report:
    """Unions and networks with the source of each and the day on which somebody looked at it."""
    blocks: list[Block] = []
    if wanted:
        blocks.append(Para(_("You look for: %(words)s", words=", ".join(wanted))))
    blocks.append(
        Para(
            _(
                "Several bodies say that they represent the field. We name them all and judge "
                "none; what a body claims is quoted as its own words."
            )
        )
    )
    if kind == SHEET:
        blocks.append(_unions_table(bodies))
    else:
        for level, word in LEVELS.items():
            here = [body for body in bodies if body.level == level]
            blocks += [Heading(str(word))] if here else []
            blocks += [block for body in here for block in _body(body)]
    return Report(
        title=_("Unions and networks"),
        blocks=blocks,
        made_on=clock.today(),
        language=language(),
    )


def _kinds(body: Body) -> list[str]:
    roles = [str(ROLES[role]) for role in body.role]
    return [*roles, *(str(MEMBERS[who]) for who in body.members)]


def _body(body: Body) -> Iterator[Block]:
    yield Heading(body.name, 3)
    if kinds := _kinds(body):
        yield Para(" · ".join(kinds))
    yield body.fact.stated()
    if body.claim:
        yield Para(f"{_('In its own words')}: “{body.claim}”")
    if body.address:
        yield Link(body.address, body.address)


def _unions_table(bodies: Sequence[Body]) -> Table:
    header = [
        *(_("Union or network"), _("Level"), _("Role"), _("Whom it gathers"), _("What it is")),
        *(_("In its own words"), _("Website"), _("Source"), _("Looked at on"), _("How sure")),
    ]
    return Table(header, [_body_row(body) for body in bodies], _("Unions and networks"))


def _body_row(body: Body) -> list[Cell]:
    fact = body.fact
    sure = _("From general knowledge: check it before you rely on it.")
    return [
        body.name,
        str(LEVELS[body.level]),
        ", ".join(str(ROLES[role]) for role in body.role),
        ", ".join(str(MEMBERS[who]) for who in body.members),
        fact.text,
        body.claim,
        body.address,
        " ".join(filter(None, [fact.source, fact.address])),
        f"{fact.checked:%Y-%m-%d}",
        _("To be checked.") if fact.is_expired else sure if fact.mark == "general" else "",
    ]
