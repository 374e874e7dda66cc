"""Who listens over which line, and what they are told: the same for all of one role."""

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic

from flask import Flask, current_app

from kalo.kit.locales import speaking
from kalo.kit.sockets import after_silence, socketio, soon
from kalo.live import actions, queries
from kalo.live.doors import Door
from kalo.live.folds import People
from kalo.live.views.news import shared_news

Audience = tuple[str, str]  # a role and a language
SILENT = 100.0  # seconds: pages say every 25 that they are there, and are asked who they are
CALM = 0.5  # seconds between news of what many do at once, at least
CALMEST = 8.0  # at most
# So much may come in one breath, and so much a second goes on: together under 30 KB a minute.
BREATH, FLOW = 10_000, 250  # bytes to each line
ENVELOPE = 180  # around the pieces of one telling


@dataclass
class Listening:
    """What this process knows of one room: its lines, and how far they were told."""

    told: int
    lines: dict[str, tuple[Audience, int]] = field(default_factory=dict)
    heard: dict[str, float] = field(default_factory=dict)  # when each line was last asked who it is
    weight: float = 0.0  # bytes that each line was told lately
    weighed: float = 0.0  # when that was

    def weigh(self, told: int) -> None:
        """So many bytes more go to each line."""
        at = monotonic()
        self.weight = told + max(0.0, self.weight - FLOW * (at - self.weighed))
        self.weighed = at

    @property
    def pause(self) -> float:
        """For how long what many do at once waits to be told together: the longer, the more."""
        over = self.weight - FLOW * (monotonic() - self.weighed) - BREATH
        return min(CALMEST, max(CALM, over / FLOW))


_rooms: dict[int, Listening] = {}
_where: dict[str, int] = {}  # the event of a line
_calm: dict[int, bool] = {}  # events that were told calmly just now, and whether there is more


def audience_room(event_id: int, audience: Audience) -> str:
    """Where the lines of one role and language gather."""
    return f"live:{event_id}:{audience[0]}:{audience[1]}"


def own_room(event_id: int, who: int) -> str:
    """Where the lines of one visitor gather, on all their devices."""
    return f"live:{event_id}:@{who}"


def know_line(sid: str, door: Door, language: str) -> list[str]:
    """Somebody listens from now on; answers the socket rooms that are theirs, if that is new."""
    event_id, audience = door.event.id, (door.role or "", language)
    if _where.get(sid, event_id) != event_id:  # one line is in one room
        for left in forget_line(sid):
            socketio.server.leave_room(sid, left)
    room = _rooms.setdefault(event_id, Listening(door.state.seq))
    room.heard[sid] = monotonic()
    before = room.lines.get(sid)
    if before == (audience, door.visitor.who):
        return []
    if before is not None:
        socketio.server.leave_room(sid, audience_room(event_id, before[0]))
    room.lines[sid] = (audience, door.visitor.who)
    _where[sid] = event_id
    return [
        actions.socket_room(door.event),
        audience_room(event_id, audience),
        own_room(event_id, door.visitor.who),
    ]


def forget_line(sid: str) -> list[str]:
    """Somebody listens no longer; answers the socket rooms that were theirs."""
    event_id = _where.pop(sid, 0)
    room = _rooms.get(event_id)
    if room is None or sid not in room.lines:
        return []
    audience, who = room.lines.pop(sid)
    room.heard.pop(sid, None)
    if not room.lines:
        del _rooms[event_id]
    return [f"live:{event_id}", audience_room(event_id, audience), own_room(event_id, who)]


@actions.on_news
def tell_soon(event_id: int, calm: bool = False) -> None:
    """Tell those who listen; so much that happens at once is told in one breath."""
    if event_id not in _rooms and not _elsewhere():
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if calm and not app.testing:
        if event_id in _calm:
            _calm[event_id] = True
            return
        _calm[event_id] = False
        socketio.start_background_task(_keep_calm, app, event_id)
    soon(("live", event_id), functools.partial(tell_room, event_id))


def _keep_calm(app: Flask, event_id: int) -> None:
    """The first vote of a storm is told at once, the others together after a while."""
    while True:
        room = _rooms.get(event_id)
        socketio.sleep(room.pause if room else CALM)
        if not _calm[event_id]:
            del _calm[event_id]
            return
        _calm[event_id] = False
        with app.app_context():
            soon(("live", event_id), functools.partial(tell_room, event_id))


def tell_everybody() -> None:
    """Nobody here heard what was said elsewhere: each room is told how far it is."""
    for event_id in list(_rooms):
        soon(("live", event_id), functools.partial(tell_room, event_id))


after_silence.append(tell_everybody)


def _elsewhere() -> bool:
    """True where others may listen to other processes."""
    return bool(current_app.config["KALO"].redis_url)


def tell_room(event_id: int) -> None:
    """Say what is new, once for each role and language."""
    door = queries.find_door(event_id, None)
    if door is None:
        return
    room = _rooms.get(event_id) or Listening(max(0, door.state.seq - 1))
    _let_go(sid for sid, heard in room.heard.items() if heard < monotonic() - SILENT)
    since, room.told = room.told, door.state.seq
    audiences = {audience for audience, _who in room.lines.values() if audience[0]}
    if _elsewhere():
        audiences |= {(role, language) for role in door.roles for language in ("el", "en")}
    weights = [0]
    for audience in sorted(audiences):
        with speaking(audience[1]):
            news = shared_news(door, audience[0], since)
        weights.append(sum(len(html.encode()) for _name, html in news.get("pieces", ())))
        socketio.emit("news", news, to=audience_room(event_id, audience))
    room.weigh(max(weights) + ENVELOPE)
    _tell_those_meant(door, since)


def _let_go(lines: Iterable[str]) -> None:
    """End these lines: whoever is behind them may come again, and is asked who they are."""
    for sid in list(lines):
        forget_line(sid)
        socketio.server.disconnect(sid)


def _with_several_lines(event_id: int) -> set[int]:
    """Who has the room open more than once, here."""
    room = _rooms.get(event_id)
    lines = Counter(who for _audience, who in room.lines.values()) if room else Counter()
    return {who for who, many in lines.items() if many > 1}


def _part(event_id: int, lines: dict[str, tuple[Audience, int]], whose: set[int]) -> None:
    """Who is something else by now hears nothing more of what they were, until they come again."""
    for sid, (audience, who) in lines.items():
        if who in whose:
            socketio.server.leave_room(sid, audience_room(event_id, audience))
            lines[sid] = (("", audience[1]), who)


def _tell_those_meant(door: Door, since: int) -> None:
    """Whoever is meant by a change looks again: at what they are and may, or at what is theirs."""
    says = {"@": "yours", "~": "mine", "=": "mine"}
    several, changed = _with_several_lines(door.event.id), set()
    for change in door.state.after(since) or ():
        for piece in change.pieces:
            mark, who = piece[0], piece[1:]
            if mark not in says or (mark == "=" and int(who) not in several and not _elsewhere()):
                continue
            changed |= {int(who)} if mark == "@" else set()
            # The page that did it knows.
            once = {"once": change.client_id} if mark == "=" else {}
            told = {"event": door.event.id, "seq": change.seq, **once}
            socketio.emit(says[mark], told, to=own_room(door.event.id, int(who)))
    out = door.state.of(People).removed
    lines = _rooms[door.event.id].lines if door.event.id in _rooms else {}
    _part(door.event.id, lines, changed)
    _let_go(sid for sid, (_audience, who) in lines.items() if who in out)
