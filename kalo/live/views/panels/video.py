"""The video beside the room: who serves it, and a press that shows it; a link where it may not."""

from typing import Any

from flask import current_app, g
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from kalo.live.folds.video import Screen
from kalo.live.models import OPEN, SOON
from kalo.live.models.video import LONGEST_ADDRESS, MEETING, video_of
from kalo.live.views import bp
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import HEAD, Panel, Piece

# What a house that is talked in may ask the browser for.
DEVICES = ("camera", "microphone", "display-capture")


def find_video(look: Look, key: str) -> dict[str, Any]:
    """What is shown; its place stays where there is nothing."""
    if look.personal:
        g.beside_video = True  # this answer may be the room's page: see below
    said = look.of(Screen).address
    live = look.door.phase(look.at) in (SOON, OPEN)
    video = video_of(look.event.online_link if said is None else said) if live else None
    return {
        "video": video,
        "embeds": video is not None and video.embeds(guests()),
        "own": said is not None,
        "most": LONGEST_ADDRESS,
        "devices": "; ".join(DEVICES) if video and video.kind == MEETING else "",
    }


def guests() -> list[str]:
    """The houses that may be shown in a frame; never this one."""
    settings = current_app.config["KALO"]
    return [host for host in settings.video_hosts if host not in settings.hosts]


@bp.after_request
def let_guests_in(response: Response) -> Response:
    """On the page of the room alone frames and films of these houses may be, if pressed for."""
    if "beside_video" not in g or response.mimetype != "text/html" or not guests():
        return response
    hosts = [f"https://{host}" for host in guests()]
    g.frames = g.films = " ".join(hosts)
    lent = " ".join(f'"{host}"' for host in hosts)
    asked = ", ".join(f"{device}=(self {lent})" for device in DEVICES)
    response.headers["Permissions-Policy"] = f"{asked}, geolocation=()"
    return response


PANELS = (
    Panel(
        name="video",
        title=_("Video"),
        order=2,
        place=HEAD,
        pieces=(Piece("video", find_video, alone=True),),
    ),
)
