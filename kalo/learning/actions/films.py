"""Videos and sound as blocks: their files, captions and transcripts."""

import re
from urllib.parse import parse_qs, urlsplit

from kalo.learning.actions.said import Place, Words, said_in
from kalo.learning.actions.source import Block, Fields, Part
from kalo.learning.models import AUDIO, VIDEO

_ELSEWHERE = {
    "www.youtube.com": ("www.youtube-nocookie.com", "/embed/{}"),
    "youtu.be": ("www.youtube-nocookie.com", "/embed/{}"),
    "vimeo.com": ("player.vimeo.com", "/video/{}"),
}


def _sources(place: Place, part: Part, kind: str) -> tuple[list[Fields], int]:
    """The files of a video or a sound, which are one film in several sizes."""
    names = part.texts("files")
    if not names:
        raise part.wrong("files: wants one file or more")
    found = []
    for name in names:
        one = Part(part.source, Block({"files": name}))
        one.block.line = part.block.line
        found.append(place.shelf.played(one, "files", kind))
    lengths = [seconds for _file, seconds in found]
    if max(lengths) - min(lengths) > 2:
        raise part.wrong("files: they are not equally long")
    return [file for file, _seconds in found], max(1, round(lengths[0]))


def read_video(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    """A video of ours, or one that somebody else serves; never without Greek captions."""
    greek = words["el"]
    elsewhere = "external" in greek
    once = ("external", "seconds") if elsewhere else ("files", "audio", "poster")
    said = said_in(words, "title", once=(*once, "required"), apart=("captions",))
    made = _elsewhere(greek) if elsewhere else _filmed(place, greek)
    for language, part in words.items():
        said[language] |= {"captions": "", "transcript": []}
        if language == "el" and "captions" not in part:
            raise part.wrong("captions: no video without Greek captions; they are its transcript")
        if "captions" in part:
            file, cues = place.shelf.captions(part, "captions", made["seconds"])
            said[language] |= {"captions": file, "transcript": cues}
    return said, made


def _filmed(place: Place, part: Part) -> Fields:
    sources, seconds = _sources(place, part, VIDEO)
    sound = place.shelf.played(part, "audio", AUDIO)[0] if "audio" in part else None
    poster = place.shelf.picture(part, "poster", "poster")["file"] if "poster" in part else ""
    return {
        "sources": sources,
        "audio": sound,
        "poster": poster,
        "seconds": seconds,
        "external": None,
    }


def _elsewhere(part: Part) -> Fields:
    """A video that somebody else serves, among those that can be shown without their cookies."""
    url = urlsplit(part.text("external"))
    known = _ELSEWHERE.get(url.hostname or "")
    marked = (parse_qs(url.query).get("v") or [""])[0] if url.path == "/watch" else ""
    film = marked or url.path.strip("/")
    if url.scheme != "https" or known is None or not re.fullmatch(r"[\w-]{6,20}", film):
        raise part.wrong("external: wants https://youtu.be/… or https://vimeo.com/…")
    host, path = known
    there = {"host": host, "url": url.geturl(), "embed": f"https://{host}{path.format(film)}"}
    seconds = part.number("seconds", most=6 * 3600)
    return {"sources": [], "audio": None, "poster": "", "seconds": seconds, "external": there}


def read_audio(place: Place, name: str, words: Words) -> tuple[dict[str, Fields], Fields]:
    """Something to hear; never without its Greek text."""
    said = said_in(words, "title", once=("files", "required"), apart=("captions",))
    sources, seconds = _sources(place, words["el"], AUDIO)
    for language, part in words.items():
        said[language]["transcript"] = []
        if language == "el" and "captions" not in part:
            raise part.wrong("captions: no sound without a Greek text; it is its transcript")
        if "captions" in part:
            said[language]["transcript"] = place.shelf.captions(part, "captions", seconds)[1]
    return said, {"sources": sources, "seconds": seconds}
