"""How two releases of an agenda differ, as facts that letters keep and as sentences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from kalo.events.agendas.lines import Line, hours_words
from kalo.kit import clock
from kalo.kit.locales import in_this_language

Differing = dict[str, Any]  # what, key, title_el, title_en, before, after
_TITLE = ("title_el", "title_en")
_ROOM = ("room_el", "room_en")
_TRACK = ("track_el", "track_en")


def differences(before: Sequence[Line], after: Sequence[Line]) -> list[Differing]:
    """What was added, removed, moved, renamed, given another room, track or speakers."""
    old, new = ({line.key: line for line in lines} for lines in (before, after))
    found = [_whole("removed", line) for key, line in old.items() if key not in new]
    for key, line in new.items():
        found += _apart(old[key], line) if key in old else [_whole("added", line)]
    starts = {line.key: line.start for line in (*before, *after)}
    return sorted(found, key=lambda each: (starts[each["key"]], each["key"]))


def _whole(what: str, line: Line) -> Differing:
    facts = _facts(line, ("start", "minutes", *_TRACK, *_ROOM))
    none: dict[str, Any] = {}
    before, after = (none, facts) if what == "added" else (facts, none)
    return {"what": what, "key": line.key, **_titles(line), "before": before, "after": after}


def _apart(old: Line, new: Line) -> Iterator[Differing]:
    aspects = {
        "moved": ("start", "minutes"),
        "track": _TRACK,
        "renamed": _TITLE,
        "room": _ROOM,
        "speakers": ("names",),
        "text": ("kind", "about_el", "about_en"),
    }
    for what, names in aspects.items():
        before, after = _facts(old, names), _facts(new, names)
        if before != after:
            yield {
                "what": what,
                "key": new.key,
                **_titles(new),
                "before": before if what != "text" else {},
                "after": after if what != "text" else {},
            }


def _facts(line: Line, names: Iterable[str]) -> dict[str, Any]:
    kept = {**line.kept(), "names": line.names}
    return {name: kept[name] for name in names}


def _titles(line: Line) -> dict[str, str]:
    return {"title_el": line.title_el, "title_en": line.title_en}


def difference_words(one: Differing) -> str:
    """One difference as a sentence in the language of the page or the letter."""
    return _SAID[one["what"]](_in_words(one), one["before"], one["after"])


def _in_words(one: dict[str, Any], field: str = "title") -> str:
    return in_this_language(_Words(one), field)


class _Words:
    """The words of a dictionary as those of a row."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.__dict__.update(words)


def _added(title: str, _before: Differing, after: Differing) -> str:
    return str(_("New: “%(title)s”, %(when)s.", title=title, when=_when(after)))


def _removed(title: str, before: Differing, _after: Differing) -> str:
    return str(_("Dropped: “%(title)s”, which was %(when)s.", title=title, when=_when(before)))


def _moved(title: str, before: Differing, after: Differing) -> str:
    same = _start(before).date() == _start(after).date()
    said = [_hours(each) if same else _when(each) for each in (before, after)]
    words = {"title": title, "before": said[0], "after": said[1]}
    return str(_("“%(title)s” moves from %(before)s to %(after)s.", **words))


def _track(title: str, before: Differing, after: Differing) -> str:
    words = [_in_words(each, "track") or _("for everybody") for each in (before, after)]
    if words[0] == words[1]:
        return str(
            _("The track of “%(title)s” has another name in the other language.", title=title)
        )
    said = {"title": title, "before": words[0], "after": words[1]}
    return str(_("“%(title)s” has another track: %(after)s, before %(before)s.", **said))


def _renamed(title: str, before: Differing, after: Differing) -> str:
    names = [_in_words(each) for each in (before, after)]
    if names[0] == names[1]:
        return str(_("“%(title)s” has another title in the other language.", title=title))
    return str(_("“%(before)s” is now “%(after)s”.", before=names[0], after=names[1]))


def _room(title: str, before: Differing, after: Differing) -> str:
    words = [_in_words(each, "room") or _("no room") for each in (before, after)]
    if words[0] == words[1]:
        return str(
            _("The room of “%(title)s” has another name in the other language.", title=title)
        )
    said = {"title": title, "before": words[0], "after": words[1]}
    return str(_("“%(title)s” has another room: %(after)s, before %(before)s.", **said))


def _speakers(title: str, before: Differing, after: Differing) -> str:
    words = [_named(each["names"]) or _("nobody yet") for each in (before, after)]
    said = {"title": title, "before": words[0], "after": words[1]}
    return str(_("“%(title)s” has other speakers: %(after)s, before %(before)s.", **said))


def _named(names: Sequence[str]) -> str:
    return ", ".join(name or str(_("former member")) for name in names)


def _text(title: str, _before: Differing, _after: Differing) -> str:
    return str(_("“%(title)s” is described anew.", title=title))


_SAID = {
    "added": _added,
    "removed": _removed,
    "moved": _moved,
    "track": _track,
    "renamed": _renamed,
    "room": _room,
    "speakers": _speakers,
    "text": _text,
}


def _start(facts: Differing) -> datetime:
    return datetime.fromisoformat(facts["start"])


def _hours(facts: Differing) -> str:
    return hours_words(_start(facts), facts["minutes"])


def _when(facts: Differing) -> str:
    return f"{clock.day_words(_start(facts).date())}, {_hours(facts)}"
