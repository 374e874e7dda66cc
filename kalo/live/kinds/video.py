"""Where the picture of the gathering is: a meeting or a stream that another house serves."""

from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.kinds.kind import Kind
from kalo.live.models import LEADS
from kalo.live.models.video import LONGEST_ADDRESS, video_of
from kalo.live.shapes import words


@dataclass(frozen=True, kw_only=True)
class SetVideo:
    """The address that people open."""

    address: str = words(
        LONGEST_ADDRESS,
        _("Write the address of the video first."),
        _("An address has at most %(max)d characters."),
    )


def leads_out(door: Door, said: SetVideo) -> None:
    """An address of some other house, that browsers open safely."""
    if video_of(said.address) is None:
        raise Refused(gettext("Write an address that begins with https://"))


KINDS = (
    Kind("video_set", SetVideo, who=LEADS, after_hours=True, check=leads_out),
    Kind("video_ended", who=LEADS, after_hours=True),
)
