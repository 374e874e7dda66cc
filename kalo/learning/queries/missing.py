"""What is still missing, in one sentence.

The same words for the learner and for whoever accompanies the learner.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from kalo.kit.db import db
from kalo.kit.locales import in_this_language
from kalo.kit.web import language
from kalo.learning.models import AUDIO, Block, Lesson, Module, Programme
from kalo.learning.queries.paths import Heading, Line, Opened, Path
from kalo.learning.rules import Missing, Verdict

FEW = 3  # lessons that are named one by one
MOST = 6  # things in a sentence


class Name(NamedTuple):
    """What a thing is called in the language of the page, what it is, and where it stands."""

    title: str
    kind: str = ""
    lesson: str = ""  # the slug of the page that it is on; of a module it is the programme's
    anchor: str | None = None


class Said(NamedTuple):
    """A few words of what is missing, and the thing to which they lead."""

    words: str
    name: Name


Names = Mapping[str, Name]
UNKNOWN = Name("…")


def names_of(verdicts: Iterable[Verdict], paths: Iterable[Path], more: Iterable[str] = ()) -> Names:
    """What is said of these verdicts is called so; only what no path holds is asked for."""
    missing = [one for verdict in verdicts for one in _said_of(verdict.missing)]
    wanted = {*more, *(thing for one in missing for thing in things_in(one))}
    walked: Iterable[Heading | Line] = chain.from_iterable(
        (part.module, *(step.lesson for step in part.steps))
        for path in paths
        for part in path.parts
    )
    names = {thing.subject: _walked(thing) for thing in walked if thing.subject in wanted}
    return {**names, **names_of_things(wanted - names.keys())}


def _walked(thing: Heading | Line) -> Name:
    title = in_this_language(thing, "title")
    if isinstance(thing, Line):
        return Name(title, lesson=thing.slug)
    return Name(title, anchor=f"module-{thing.id}")


def things_in(missing: Missing) -> set[str]:
    """Everything that is named of what is missing, the choices too."""
    inside = {thing for choice in missing.of for one in choice for thing in things_in(one)}
    return inside | ({missing.thing} if missing.thing else set())


def names_of_things(things: Iterable[str]) -> Names:
    """What these things are called."""
    ids: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        kind, _colon, id = thing.partition(":")
        ids[kind].add(int(id))
    names = _of_blocks(ids["block"])
    for kind, model in _TITLED.items():
        names |= _titles(kind, model, ids[kind])
    return names


_TITLED: dict[str, Any] = {"lesson": Lesson, "module": Module, "programme": Programme}


def _titles(kind: str, model: Any, ids: set[int]) -> dict[str, Name]:
    if not ids:
        return {}
    rows = db.session.execute(
        select(model.id, model.title_el, model.title_en).where(model.id.in_(ids))
    )
    return {f"{kind}:{id}": Name(en if en and language() == "en" else el) for id, el, en in rows}


def _of_blocks(ids: set[int]) -> dict[str, Name]:
    if not ids:
        return {}
    rows = db.session.execute(
        select(Block.id, Block.key, Block.kind, Block.said, Lesson.title_el, Lesson.title_en)
        .add_columns(Lesson.slug)
        .join(Lesson, Lesson.id == Block.lesson_id)
        .where(Block.id.in_(ids))
    )
    return {
        f"block:{row.id}": Name(
            _title_of_block(row), row.kind, row.slug, row.key.rpartition("/")[2]
        )
        for row in rows
    }


def _title_of_block(row: Any) -> str:
    words = row.said.get(language()) or row.said.get("el") or {}
    lesson = row.title_en if row.title_en and language() == "en" else row.title_el
    return str(words.get("title") or lesson)


def missing_sentence(verdict: Verdict, names: Names) -> str:
    """All that is missing in one sentence; "" when nothing is."""
    words = [said.words for said in said_missing(verdict.missing, names)]
    if not words:
        return ""
    number, said = len(verdict.missing), ", ".join(words)
    return ngettext("Missing: %(list)s.", "Missing: %(list)s.", number, list=said)


def said_missing(missing: Sequence[Missing], names: Names) -> list[Said]:
    """What is missing, a few words each; many unread lessons are counted."""
    named, counted, more = _sorted(missing)
    said = _each(named, names)
    if counted:
        said.append(_counted(len(counted), names.get(counted[0].thing, UNKNOWN)))
    if more:
        said.append(Said(ngettext("%(num)s thing more", "%(num)s things more", more), UNKNOWN))
    return said


def _counted(number: int, first: Name) -> Said:
    words = ngettext(
        "%(num)s lesson (next: “%(first)s”)",
        "%(num)s lessons (next: “%(first)s”)",
        number,
        first=first.title,
    )
    return Said(words, first)


def _sorted(missing: Sequence[Missing]) -> tuple[list[Missing], list[Missing], int]:
    """What is named, the unread lessons that are counted, and how many things are beyond that."""
    unread = [one for one in missing if one.kind == "read"]
    counted = unread if len(unread) > FEW else []
    rest = [one for one in missing if one.kind != "read"] if counted else list(missing)
    return rest[:MOST], counted, len(rest[MOST:])


def _said_of(missing: Sequence[Missing]) -> list[Missing]:
    named, counted, _more = _sorted(missing)
    return named + counted[:1]


def _each(missing: Sequence[Missing], names: Names) -> list[Said]:
    """A few words each; the questions of one lesson are counted together."""
    known = [names.get(_place_of(one), UNKNOWN) for one in missing]
    both = list(zip(missing, known, strict=True))
    asked = Counter(name.title for one, name in both if one.kind == "answered")
    said = []
    for one, name in both:
        if one.kind != "answered":
            said.append(Said(_words(one, names), name))
        elif name.title in asked:
            said.append(Said(_questions(name.title, asked.pop(name.title)), name))
    return said


def _place_of(missing: Missing) -> str:
    """The thing itself; of what one may choose among, the first."""
    inside = (one for choice in missing.of for one in choice)
    return missing.thing or next((_place_of(one) for one in inside), "")


def _questions(title: str, number: int) -> str:
    return ngettext(
        "the question of “%(title)s”", "%(num)s questions of “%(title)s”", number, title=title
    )


def _words(one: Missing, names: Names) -> str:
    name = names.get(one.thing, UNKNOWN)
    return _SAID[one.kind](one, name, names)


def _read(one: Missing, name: Name, names: Names) -> str:
    return _("the lesson “%(title)s”", title=name.title)


def _score(one: Missing, name: Name, names: Names) -> str:
    if not one.need:
        return _("the quiz “%(title)s”", title=name.title)
    if one.have is None:
        return _("the quiz “%(title)s” (%(need)s %% is needed)", title=name.title, need=one.need)
    return _(
        "the quiz “%(title)s” (%(have)s %% so far, %(need)s %% is needed)",
        title=name.title,
        have=one.have,
        need=one.need,
    )


def _watched(one: Missing, name: Name, names: Names) -> str:
    facts = {"title": name.title, "have": one.have, "need": one.need}
    if name.kind == AUDIO:
        return _("the recording “%(title)s” (%(have)s %% so far, %(need)s %% is needed)", **facts)
    return _("the video “%(title)s” (%(have)s %% so far, %(need)s %% is needed)", **facts)


def _accepted(one: Missing, name: Name, names: Names) -> str:
    if one.have:
        return _("the word of a facilitator on the task “%(title)s”", title=name.title)
    return _("the task “%(title)s”", title=name.title)


def _any(one: Missing, _name: Name, names: Names) -> str:
    if len(one.of) > FEW:
        return _("%(need)s more of %(all)s choices", need=one.need, all=len(one.of))
    choices = [_(" and ").join(said.words for said in _each(choice, names)) for choice in one.of]
    if one.need == 1:
        return _(" or ").join(choices)
    return _("%(need)s of these: %(choices)s", need=one.need, choices="; ".join(choices))


Sayer = Callable[[Missing, Name, Names], str]
_SAID: dict[str, Sayer] = {
    "read": _read,
    "lesson": _read,
    "score": _score,
    "watched": _watched,
    "accepted": _accepted,
    "any": _any,
    "module": lambda one, name, names: _("the module “%(title)s”", title=name.title),
    "answered": lambda one, name, names: _questions(name.title, 1),
    "submitted": lambda one, name, names: _("the task “%(title)s”", title=name.title),
    "attended": lambda one, name, names: _("the workshop “%(title)s”", title=name.title),
    "revoked": lambda one, name, names: _(
        "“%(title)s”, which a facilitator took back", title=name.title
    ),
}


def names_in(opened: Opened) -> Names:
    """What a lesson and its blocks are called; nothing is asked of the database."""
    title, slug = in_this_language(opened.lesson, "title"), opened.lesson.slug
    blocks = {
        block.subject: Name(
            str(block.words_in(language()).get("title") or title), block.kind, slug, block.name
        )
        for block in opened.blocks
    }
    return {opened.lesson.subject: Name(title, lesson=slug), **blocks}


def sentences_of(verdicts: Mapping[Any, Verdict], paths: Iterable[Path]) -> dict[Any, str]:
    """What is missing in each; the names are asked for once."""
    names = names_of(verdicts.values(), paths)
    return {key: missing_sentence(verdict, names) for key, verdict in verdicts.items()}
