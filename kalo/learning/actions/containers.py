"""Videos and sound, known by what is in them: of what kind, how long, how high."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MOST_HEAD = 8_000_000  # bytes of tables that are read of a file
# Codecs that every browser of the last years plays.
_PLAYED = {b"avc1", b"av01", b"vp09", b"mp4a", b"Opus", b".mp3"}
_PLAYED_WEBM = {"V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS"}


class OddMedia(ValueError):
    """A file that cannot be played everywhere; the message says why."""


@dataclass
class Measured:
    """What a file is and how long it takes; `height` is 0 for sound."""

    type: str
    seconds: float
    height: int = 0


def measure(path: Path) -> Measured:
    """Look into a file; raises `OddMedia`."""
    with path.open("rb") as file:
        head = file.read(12)
        file.seek(0)
        try:
            if head[4:8] == b"ftyp":
                return _mp4(file)
            if head.startswith(b"\x1aE\xdf\xa3"):
                return _webm(file)
            if head.startswith(b"OggS"):
                return _ogg(file.read())
            if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"):
                return _mp3(file.read())
        except (struct.error, IndexError, KeyError, ValueError) as error:
            if isinstance(error, OddMedia):
                raise
            raise OddMedia("is damaged") from error
    raise OddMedia("is neither MP4 nor WebM, MP3 nor Ogg")


def _boxes(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of MP4 in some bytes: name, content."""
    at = 0
    while at + 8 <= len(body):
        size, name, start = *struct.unpack_from(">I4s", body, at), at + 8
        if size == 1:
            size, start = struct.unpack_from(">Q", body, at + 8)[0], at + 16
        if size < start - at or at + size > len(body):
            raise OddMedia("is damaged")
        yield name, body[start : at + size]
        at += size


def _mp4(file: BinaryIO) -> Measured:
    while head := file.read(8):
        size, name = struct.unpack(">I4s", head)
        if name == b"mdat":
            raise OddMedia("must begin with its tables: save it anew with -movflags +faststart")
        if size < 8 or size > MOST_HEAD:
            raise OddMedia("is damaged")
        body = file.read(size - 8)
        if name == b"moov":
            return _moov(body)
    raise OddMedia("is damaged")


def _moov(body: bytes) -> Measured:
    found = Measured("audio/mp4", 0)
    for name, box in _boxes(body):
        if name == b"mvhd":
            long = box[0] == 1
            scale, length = struct.unpack_from(">IQ" if long else ">II", box, 20 if long else 12)
            found.seconds = length / scale if scale else 0
        elif name == b"trak" and (height := _track(box)):
            found.type, found.height = "video/mp4", height
    return _timed(found)


def _track(box: bytes) -> int:
    """The height of a track, 0 for sound; one that some browsers cannot play is refused."""
    parts = dict(_boxes(box))
    media = dict(_boxes(parts[b"mdia"]))
    kind = media[b"hdlr"][8:12]
    if kind not in {b"vide", b"soun"}:
        return 0
    table = dict(_boxes(dict(_boxes(media[b"minf"]))[b"stbl"]))[b"stsd"]
    codec = table[12:16]
    if codec not in _PLAYED:
        raise OddMedia(f"is coded as {codec.decode('latin-1')}, which not every browser plays")
    return int(struct.unpack(">I", parts[b"tkhd"][-4:])[0] >> 16) if kind == b"vide" else 0


def _vint(body: bytes, at: int, keep: bool = False) -> tuple[int, int]:
    """A number of EBML, and where it ends."""
    length = 9 - body[at].bit_length()
    value = body[at] if keep else body[at] & (0xFF >> length)
    for byte in body[at + 1 : at + length]:
        value = value << 8 | byte
    return value, at + length


def _elements(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements of WebM in some bytes: id, content, as far as they were read."""
    at = 0
    while at < len(body):
        name, at = _vint(body, at, keep=True)
        size, at = _vint(body, at)
        yield name, body[at : at + size]
        at += size


def _webm(file: BinaryIO) -> Measured:
    top = dict(_elements(file.read(MOST_HEAD)))
    if dict(_elements(top[0x1A45DFA3])).get(0x4282) != b"webm":
        raise OddMedia("is no WebM")
    found, scale, length = Measured("audio/webm", 0), 1_000_000, 0.0
    for name, body in _elements(top[0x18538067]):
        if name == 0x1549A966:  # information
            facts = dict(_elements(body))
            scale = int.from_bytes(facts.get(0x2AD7B1, b"\x0f\x42\x40"))
            length = _float(facts.get(0x4489, b""))
        elif name == 0x1654AE6B:  # tracks
            heights = [_webm_track(track) for kind, track in _elements(body) if kind == 0xAE]
            found.height = max(heights, default=0)
        elif name == 0x1F43B675:  # the first piece of the film: nothing more is told after it
            break
    found.type = "video/webm" if found.height else "audio/webm"
    found.seconds = length * scale / 1e9
    return _timed(found)


def _webm_track(body: bytes) -> int:
    facts = dict(_elements(body))
    codec = facts[0x86].decode("ascii")
    if codec not in _PLAYED_WEBM:
        raise OddMedia(f"is coded as {codec}, which not every browser plays")
    return int.from_bytes(dict(_elements(facts.get(0xE0, b""))).get(0xBA, b""))


def _float(body: bytes) -> float:
    return float(struct.unpack(">d" if len(body) == 8 else ">f", body)[0]) if body else 0.0


def _ogg(body: bytes) -> Measured:
    first = body[28:36]
    if first.startswith(b"OpusHead"):
        rate, skipped = 48_000, struct.unpack_from("<H", body, 38)[0]
    elif first.startswith(b"\x01vorbis"):
        rate, skipped = struct.unpack_from("<I", body, 40)[0], 0
    else:
        raise OddMedia("holds neither Opus nor Vorbis")
    last = body.rfind(b"OggS")
    played = struct.unpack_from("<q", body, last + 6)[0]
    return _timed(Measured("audio/ogg", (played - skipped) / rate))


_BITRATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _mp3(body: bytes) -> Measured:
    """Every frame is counted: the length of one with changing rates is told nowhere."""
    at, samples = 0, 0.0
    if body.startswith(b"ID3"):
        a, b, c, d = body[6:10]
        at = 10 + (a << 21 | b << 14 | c << 7 | d)
    while at + 4 <= len(body) and body[at : at + 3] != b"TAG":
        length, seconds = _frame(body[at : at + 4])
        at, samples = at + length, samples + seconds
    return _timed(Measured("audio/mpeg", samples))


def _frame(head: bytes) -> tuple[int, float]:
    """The bytes and the seconds of a frame of MP3."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if head[0] != 0xFF or head[1] < 0xE0 or layer != 1:
        raise OddMedia("is no MP3")
    rate = _RATES[version][head[2] >> 2 & 3]
    bits = _BITRATES[1 if version == 3 else 2][head[2] >> 4] * 1000
    samples = 1152 if version == 3 else 576
    if not bits:
        raise OddMedia("is no MP3")
    return samples // 8 * bits // rate + (head[2] >> 1 & 1), samples / rate


def _timed(found: Measured) -> Measured:
    if not 0.2 <= found.seconds < 6 * 3600:
        raise OddMedia("does not say how long it is")
    return found
