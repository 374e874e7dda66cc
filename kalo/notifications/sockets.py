"""The line of a page that shows news: it hears that there is some, and asks for it."""

from typing import Any

from flask import current_app, g, request
from flask_socketio import ConnectionRefusedError

from kalo.accounts.login import load_person
from kalo.kit import shown
from kalo.kit.sockets import Bucket, only_reading, socketio
from kalo.notifications.permissions import may_read_news
from kalo.notifications.queries import unread_by_person

flood = Bucket(size=20, seconds=10)

# Everybody has one bell, their own, whatever number is asked for.
shown.kinds["news"] = shown.Showing(
    number=lambda person, _asked: person.id if may_read_news(person) else None,
    states=unread_by_person,
)


@socketio.on("connect", namespace=shown.LINES)
@only_reading
def connect(_auth: Any = None) -> None:
    """Only people who are signed in have a line."""
    load_person()
    if not may_read_news(g.person):
        raise ConnectionRefusedError("signed-out")


@socketio.on("show", namespace=shown.LINES)
@only_reading
def show(said: Any = None, *_more: Any) -> dict[str, bool]:
    """This page shows something: `{"what": "topic", "id": 5}`; answers whether it will hear."""
    sid: str = request.sid  # type: ignore[attr-defined]
    flood.need(sid, "")
    load_person()
    what, number = (said.get("what"), said.get("id")) if isinstance(said, dict) else (None, None)
    if not isinstance(what, str) or type(number) is not int or not 0 <= number < 2**31:
        return {"shown": False}
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return {"shown": shown.show(app, sid, what, number, g.person)}


@socketio.on("disconnect", namespace=shown.LINES)
def disconnect(*_why: Any) -> None:
    """The page is closed or no longer seen."""
    shown.leave(request.sid)  # type: ignore[attr-defined]
