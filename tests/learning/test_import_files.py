"""Hostile or careless words and files are refused with a sentence; nothing of them comes in."""

import re
import shutil
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db, transaction
from kalo.learning.actions import BadContent, import_programmes
from kalo.learning.actions.captions import read_captions
from kalo.learning.actions.containers import OddMedia, measure
from kalo.learning.models import Programme
from tests.factories.content import FILES

EVERYTHING = FILES / "all-kinds" / "everything"
GIVEN = '---\ngoal: "Ο στόχος."\n---\n'


@pytest.fixture
def kinds(app: Any, tmp_path: Path) -> Path:
    """The programme of every kind, in a folder where it may be changed."""
    shutil.copytree(FILES, tmp_path / "kinds")
    return tmp_path / "kinds" / "all-kinds"


def refused(kinds: Path, file: str, sentence: str) -> None:
    named = rf"{re.escape(file)}:\d+: .*{re.escape(sentence)}"
    with pytest.raises(BadContent, match=named), transaction():
        import_programmes(kinds.parent)
    assert db.session.scalar(select(func.count()).select_from(Programme)) == 0


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


# Words


@pytest.mark.parametrize(
    ("body", "line", "sentence"),
    [
        ("Α.\n\n<script>alert(1)</script>\n", 6, "HTML has no place in a text"),
        ("Α <img src=x onerror=alert(1)>\n", 4, "HTML has no place in a text"),
        ("Α.\n\n<!-- κάτι -->\n", 6, "HTML has no place in a text"),
        ("[Α](javascript:alert(1))\n", 4, "no link may lead to 'javascript:alert(1'"),
        ("[Α](//evil.example/)\n", 4, "no link may lead to '//evil.example/'"),
        ("Α.\n\n[α]: data:text/html,x\n", 6, "no link may lead to 'data:text/html,x'"),
        ("![Α](https://evil.example/p.png)\n", 4, "a picture is a block of its own"),
        ("Αό\u202eρατο\n", 4, "holds a character that nobody sees"),
        ("[" * 300 + "\n", 4, "is too tangled to be read"),
        ("α " * 110_000 + "\n", 4, "200000 allowed"),
        ("α" * 210_000 + "\n", 1, "is larger than 400 KB"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_hostile_markdown_is_refused(kinds: Path, body: str, line: int, sentence: str) -> None:
    path = kinds / "greek-only" / "el.md"
    path.write_text(GIVEN + body)
    refused(kinds, f"{path}", sentence)
    with pytest.raises(BadContent, match=rf"el\.md:{line}: "):
        import_programmes(kinds.parent)


def test_what_looks_like_html_may_stand_in_code_and_a_link_in_angles(kinds: Path) -> None:
    path = kinds / "greek-only" / "el.md"
    path.write_text(f"{GIVEN}Α `<b>` και <https://example.org/>, 3 < 4.\n")
    with transaction():
        import_programmes(kinds.parent)


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        ('goal: "Στό\\u202Eχος"', "goal: holds a character that nobody sees"),
        ("goal: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        ("goal: [[[[[[", "did not find"),
        ("{[1]: 2}: 3", "a name is a word"),
        ("goal: &a [*a]", "recursive"),
        ("goal: &a [1, 2]\ntry_it: *a", "goal: a text is wanted"),
        ("goal: 12", "goal: a text is wanted"),
        ('goal: "α"\nlegal: maybe', "legal: true or false is wanted"),
        ('goal: "α"\n<<: {discuss: "β"}', "could not determine"),
        ('goal: "α"\nsources: [{title: "β", url: "ftp://x"}]', "url: begins with https://"),
        ('goal: "α"\ncheck: "β"', "check: wants a question and options"),
    ],
)
def test_hostile_front_matter_is_refused(kinds: Path, front: str, sentence: str) -> None:
    path = kinds / "greek-only" / "el.md"
    path.write_text(f"---\n{front}\n---\nΚείμενο.\n")
    refused(kinds, f"{path}", sentence)


def test_a_file_that_is_no_text_is_refused(kinds: Path) -> None:
    path = kinds / "greek-only" / "el.md"
    path.write_bytes(GIVEN.encode() + b"\xff\xfe\x00")
    refused(kinds, f"{path}", "is not written in UTF-8")


# Files


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("file: map.png", "file: ../map.png", "wants small Latin letters, digits and an ending"),
        ("file: map.png", "file: /etc/passwd", "wants small Latin letters, digits and an ending"),
        ("file: map.png", "file: Map.PNG", "wants small Latin letters, digits and an ending"),
        ("file: map.png", "file: gone.png", "there is no file gone.png beside this text"),
        ("file: map.png", "file: worksheet.pdf", "worksheet.pdf is no PNG, JPEG or WebP"),
        ("file: worksheet.pdf", "file: map.png", "map.png is no PDF, text or office file"),
        ("[clip.webm, clip.mp4]", "[talk.ogg]", "talk.ogg is audio/ogg by what is in it"),
        ("[clip.webm, clip.mp4]", "[map.png]", "map.png is neither MP4 nor WebM"),
        ("[clip.webm, clip.mp4]", "[]", "files: wants one file or more"),
        ("[talk.ogg, talk.mp3]", "[clip.webm]", "clip.webm is video/webm by what is in it"),
        ("captions: clip.el.vtt", "captions: map.png", "map.png wants the ending .vtt"),
        ("watch?v=abcdefghijk", "watch?v=..", "external: wants https://youtu.be/"),
        ("www.youtube.com", "evil.example", "external: wants https://youtu.be/"),
        ("www.youtube.com", "www.youtube.com@evil.example", "external: wants https://youtu.be/"),
        ('alt: "Τρεις κύκλοι σε μια γραμμή: ομάδα, καταστατικό, μητρώο."', "", "alt: a text is"),
        ("seconds: 60\n", "", "seconds: a whole number is wanted"),
    ],
)
def test_a_file_that_cannot_be_shown_is_refused(
    kinds: Path, old: str, new: str, sentence: str
) -> None:
    path = kinds / "everything" / "el.md"
    change(path, old, new)
    refused(kinds, f"{path}", sentence)


@pytest.mark.parametrize("block", ["clip", "talk", "elsewhere"])
def test_no_video_and_no_sound_comes_in_without_greek_captions(kinds: Path, block: str) -> None:
    path = kinds / "everything" / "el.md"
    change(path, f"captions: {block}.el.vtt\n", "")
    (kinds / "everything" / f"{block}.el.vtt").unlink()
    refused(kinds, f"{path}", "captions: no ")


def test_captions_that_go_on_after_the_end_are_refused(kinds: Path) -> None:
    change(kinds / "everything" / "clip.el.vtt", "00:19.500", "00:29.500")
    refused(kinds, f"{kinds}/everything/el.md", "clip.el.vtt goes on after the end")


def test_a_file_that_no_block_shows_is_refused(kinds: Path) -> None:
    shutil.copy(EVERYTHING / "map.png", kinds / "everything" / "other.png")
    refused(kinds, f"{kinds}/everything/other.png", "no block of el.md or en.md shows this file")


def test_a_link_to_a_file_elsewhere_is_refused(kinds: Path) -> None:
    path = kinds / "everything" / "map.png"
    path.unlink()
    path.symlink_to(EVERYTHING / "map.png")
    refused(kinds, f"{kinds}/everything/el.md", "there is no file map.png beside this text")


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("map.png", b"", "map.png is empty"),
        ("map.png", b"x" * 150_001, "map.png has 150 KB, 150 KB at most"),
        ("map.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no PNG, JPEG or WebP"),
        ("map.png", (EVERYTHING / "poster.webp").read_bytes(), "map.png is a WEBP by what is in"),
        ("map.png", (EVERYTHING / "map.png").read_bytes()[:300], "is no PNG, JPEG or WebP"),
        ("worksheet.pdf", b"<html><script>", "worksheet.pdf is no PDF, text or office file"),
        ("worksheet.pdf", b"MZ\x90\x00\x03", "worksheet.pdf is no PDF, text or office file"),
        ("worksheet.pdf", "Απλό κείμενο.".encode(), "worksheet.pdf is a txt by what is in it"),
        ("worksheet.pdf", b"%PDF-1.7 /OpenAction << /S /JavaScript >>", "does more than paper can"),
        ("clip.webm", b"\x1aE\xdf\xa3" + b"\xff" * 40, "clip.webm is no WebM"),
        ("clip.mp4", (EVERYTHING / "clip.mp4").read_bytes()[:200], "clip.mp4 is damaged"),
        ("talk.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"x" * 200, "talk.mp3 is no MP3"),
        ("talk.ogg", b"OggS" + b"\0" * 60, "talk.ogg holds neither Opus nor Vorbis"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_file_is_known_by_what_is_in_it(
    kinds: Path, name: str, body: bytes, sentence: str
) -> None:
    (kinds / "everything" / name).write_bytes(body)
    refused(kinds, f"{kinds}/everything/el.md", sentence)


def test_an_office_file_with_macros_is_refused(kinds: Path) -> None:
    path = kinds / "everything" / "worksheet.docx"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            packed.writestr(name, "x")
    (kinds / "everything" / "worksheet.pdf").unlink()
    change(kinds / "everything" / "el.md", "worksheet.pdf", "worksheet.docx")
    refused(kinds, f"{kinds}/everything/el.md", "worksheet.docx is no PDF, text or office file")


def test_films_of_different_lengths_are_not_one_film(kinds: Path) -> None:
    body = (EVERYTHING / "clip.mp4").read_bytes()
    at = body.index(b"mvhd") + 4
    scale = struct.unpack_from(">I", body, at + 12)[0]
    longer = body[: at + 16] + struct.pack(">I", 40 * scale) + body[at + 20 :]
    (kinds / "everything" / "clip.mp4").write_bytes(longer)
    refused(kinds, f"{kinds}/everything/el.md", "files: they are not equally long")


def test_a_video_that_begins_with_its_film_is_refused(tmp_path: Path) -> None:
    body = (EVERYTHING / "clip.mp4").read_bytes()
    (tmp_path / "slow.mp4").write_bytes(body[:32] + body[body.index(b"mdat") - 4 :])
    with pytest.raises(OddMedia, match="faststart"):
        measure(tmp_path / "slow.mp4")


def test_a_codec_that_not_every_browser_plays_is_refused(tmp_path: Path) -> None:
    body = (EVERYTHING / "clip.mp4").read_bytes().replace(b"avc1", b"hvc1")
    (tmp_path / "new.mp4").write_bytes(body)
    with pytest.raises(OddMedia, match="is coded as hvc1"):
        measure(tmp_path / "new.mp4")


def test_the_length_of_a_sound_is_counted() -> None:
    for name, type in (("talk.ogg", "audio/ogg"), ("talk.mp3", "audio/mpeg")):
        found = measure(EVERYTHING / name)
        assert (found.type, round(found.seconds), found.height) == (type, 20, 0)


# Captions


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("1\n00:01.000 --> 00:02.000\nΓεια.\n", 1, "captions begin with a line WEBVTT"),
        ("WEBVTT\n", 1, "there are no captions here"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nΓεια.\n", 3, "wants times such as"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nΓεια.\n", 3, "wants times such as"),
        ("WEBVTT\n\nένα\n00:02.000 --> 00:01.000\nΓεια.\n", 4, "a caption ends after it begins"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 4, "a caption without words"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<img src=x>\n", 4, "only <v>, <i>, <b>, <u> and"),
        ("WEBVTT\n\nSTYLE\n::cue{}\n", 4, "wants times such as"),
        (
            "WEBVTT\n\n00:05.000 --> 00:06.000\nΔύο.\n\n00:01.000 --> 00:02.000\nΈνα.\n",
            6,
            "a caption begins before the one above it",
        ),
    ],
    ids=lambda value: str(value)[:24],
)
def test_captions_are_read_strictly(tmp_path: Path, text: str, line: int, sentence: str) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(text)
    with pytest.raises(BadContent, match=rf"a\.vtt:{line}: {re.escape(sentence)}"):
        read_captions(path)


def test_captions_may_have_names_notes_places_and_voices(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(
        "\ufeffWEBVTT - κάτι\n\nNOTE\nσημείωση\n\nαρχή\n01:00:01.000 --> 01:00:02.500 align:start\n"
        "<v.loud Νίκος>Γεια &amp; χαρά,\n<b>όλοι</b></v>\n"
    )
    assert read_captions(path) == [[3601.0, 3602.5, "Νίκος: Γεια & χαρά, όλοι"]]
