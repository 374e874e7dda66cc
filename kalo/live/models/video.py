"""What an address of a video leads to: who serves it, and how it could be shown beside the room."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

MEETING, FILM, FILE = "meeting", "film", "file"  # one talks in it, looks at it, plays it as it is
LONGEST_ADDRESS = 500
_NAME = re.compile(r"([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_FILES = (".mp4", ".webm", ".m3u8")
_YOUTUBE = {"www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
_VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}


@dataclass(frozen=True)
class Video:
    """An address, and what of it would be shown in a frame."""

    address: str
    kind: str
    source: str

    @property
    def host(self) -> str:
        """Who serves what would be shown."""
        return urlsplit(self.source).netloc

    def embeds(self, allowed: Collection[str]) -> bool:
        """True where it may be shown beside the room and not only linked."""
        return self.host in allowed


def video_of(address: str) -> Video | None:
    """What an address leads to; None for what is no address that a room would name."""
    if len(address) > LONGEST_ADDRESS or re.search(r"[\s\x00-\x1f\"'<>\\^`{|}]", address):
        return None
    try:
        url = urlsplit(address)
        host = url.hostname or ""
        named = url.scheme == "https" and not url.username and url.port in (None, 443)
    except ValueError:
        return None
    if not named or not _NAME.fullmatch(host):
        return None
    plain = url._replace(netloc=host).geturl()
    for known in (_youtube, _vimeo, _peertube):
        if source := known(host, url):
            return Video(plain, FILM, source)
    return Video(plain, FILE if url.path.lower().endswith(_FILES) else MEETING, plain)


def _youtube(host: str, url: SplitResult) -> str:
    """Their house without cookies; a channel or a list is only linked."""
    film = ""
    if host == "youtu.be":
        film = url.path.strip("/")
    elif host in _YOUTUBE:
        shown = re.fullmatch(r"/(?:live|embed|shorts)/([\w-]+)/?", url.path)
        film = shown[1] if shown else (parse_qs(url.query).get("v") or [""])[0]
    known = re.fullmatch(r"[\w-]{6,20}", film)
    return f"https://www.youtube-nocookie.com/embed/{film}" if known else ""


def _vimeo(host: str, url: SplitResult) -> str:
    """A film or a broadcast, asked not to follow who looks."""
    if host not in _VIMEO:
        return ""
    if broadcast := re.match(r"/event/(\d+)", url.path):
        return f"https://vimeo.com/event/{broadcast[1]}/embed?dnt=1"
    film = re.fullmatch(r"/(?:video/)?(\d+)(?:/(\w+))?/?", url.path)
    if film is None:
        return ""
    secret = f"h={film[2]}&" if film[2] else ""
    return f"https://player.vimeo.com/video/{film[1]}?{secret}dnt=1"


def _peertube(host: str, url: SplitResult) -> str:
    """Whoever looks does not hand pieces on to the others: that would tell them where one is."""
    film = re.fullmatch(r"/(?:w|videos/watch|videos/embed)/([\w-]{8,40})/?", url.path)
    return f"https://{host}/videos/embed/{film[1]}?p2p=0" if film else ""
