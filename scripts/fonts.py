"""The fonts of papers (`kalo/kit/papers.py`), their letters, and what pages need of two scripts.

Run again by hand only.

Needs `fonttools` and `typst`, and two packages of npm unpacked side by side in a folder:

    npm pack @expo-google-fonts/commissioner@0.4.1 @expo-google-fonts/noto-emoji@0.4.7
    python scripts/fonts.py that-folder

Commissioner is the face of the platform: its static weights with Latin, Greek and Cyrillic, without
hinting. Noto Emoji is cut down to faces, hands and the signs that people write most. What neither
has, polytonic Greek above all, typst's own fonts have (Libertinus Serif, DejaVu Sans Mono).
"""

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import typst
from fontTools.subset import Options, Subsetter, load_font, save_font

FONTS = Path(__file__).parent.parent / "kalo" / "kit" / "fonts"
WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
SIGNS = (
    *range(0x1F600, 0x1F650),
    *map(
        ord,
        "☀☁☎☑☕☝☺♥♻♿⚖⚠⚡⚽⛔✂✅✈✉✊✋✌✍✏✔✖✨❄❌❓❗❤➕➖➡⬅⬆⬇⭐🌈🌍🌐🌞🌟🌱🌲🌳🌷🌸🌹🌺🌻🌼🌿🍀🍂🍃🍇🍊",
    ),
    *map(
        ord,
        "🍋🍎🍞🍰🍷🍽🎁🎂🎈🎉🎊🎓🎤🎥🎨🎬🎯🎵🎶🏆🏘🏙🏛🏠🏡🏢🏥🏫🏭🐝🐞🐟🐶🐱👀👂👆👇👈👉👊👋👌👍👎👏👐👤👥👦👧👨👩👪👴👵👶",
    ),
    *map(
        ord,
        "💐💙💚💛💜💡💥💦💪💬💭💯💰💳💶💻💼📁📄📅📆📈📉📊📋📌📍📎📏📖📚📝📞📢📣📦📧📨📩📱📷📸🔎🔍🔐🔑🔒🔓🔔🔗🔥🔧🔨🔴🔵",
    ),
    *map(
        ord,
        "🕊🖊🖍🗂🗓🗣🗳🚀🚌🚗🚜🚧🚨🚫🚲🚶🛒🛠🟠🟡🟢🟣🤎🤍🖤🧡🤔🤗🤝🤞🤟🤩🤲🥇🥈🥉🥰🥳🥺🦋🧑🧩🧭🧵🧶🧹🧺🪴",
    ),
)
TRIED = (*range(0x20, 0x3000), *range(0x1F000, 0x1FB00))
TRIAL = b"""
#set document(title: "letters")
#set text(font: ("Commissioner", "Libertinus Serif"))
#for letter in json(bytes(sys.inputs.letters)) [#par(text(letter))]
"""


FRONT = Path(__file__).parent.parent / "frontend"
WEB = FRONT / "node_modules/@fontsource-variable/commissioner/files"
# As in frontend/css/fonts.css, which also asks for no fractions and no letters of other languages.
CORE = (*range(0x20, 0x7F), *map(ord, "\u00a0«»·©×±°€–—‘’“”…−•½²"))
GREEK = tuple(range(0x370, 0x400))
FEATURES = ["kern", "mark", "mkmk", "ccmp", "liga", "calt", "rvrn"]


def cut_for_pages() -> None:
    """What Greek and English pages need of Greek and of Latin, a file each."""
    for source, target, letters in (("latin", "core", CORE), ("greek", "greek", GREEK)):
        options = Options(layout_features=FEATURES, flavor="woff2")
        font = load_font(str(WEB / f"commissioner-{source}-wght-normal.woff2"), options)
        cutter = Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        save_font(font, str(FRONT / f"fonts/commissioner-{target}-wght-normal.woff2"), options)


def main(packages: Path) -> None:
    """Cut the fonts, copy their licences, note the letters."""
    cut_for_pages()
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        source = packages / "commissioner" / weight / f"Commissioner_{weight}.ttf"
        _cut(source, FONTS / f"Commissioner-{weight[3:]}.ttf")
    emoji = packages / "noto-emoji"
    _cut(emoji / "400Regular/NotoEmoji_400Regular.ttf", FONTS / "NotoEmoji-Regular.ttf", SIGNS)
    for name, package in (("Commissioner", "commissioner"), ("NotoEmoji", "noto-emoji")):
        shutil.copy(packages / package / "LICENSE_FONT", FONTS / f"{name}-OFL.txt")
    (FONTS / "letters.txt").write_text("\n".join(_spans(sorted(_letters()))) + "\n")


def _cut(source: Path, target: Path, only: tuple[int, ...] = ()) -> None:
    options = Options(hinting=False, layout_features=[] if only else ["*"], name_IDs=["*"])
    font = load_font(source, options)
    cutter = Subsetter(options)
    cutter.populate(unicodes=only or font.getBestCmap())
    cutter.subset(font)
    save_font(font, target, options)


def _letters() -> Iterator[int]:
    """Every code point that a paper can show, as typst itself says."""
    tried = [point for point in TRIED if unicodedata.category(chr(point)) not in {"Cn", "Cc"}]
    for start in range(0, len(tried), 2_000):
        some = tried[start : start + 2_000]
        missing = _missing(some)
        yield from (point for point in some if point not in missing)


def _missing(points: list[int]) -> set[int]:
    try:
        typst.compile(
            TRIAL,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            sys_inputs={"letters": json.dumps([chr(point) for point in points])},
        )
    except typst.TypstError as error:
        said = re.findall(r'the text `"(.+?)"` could not', error.diagnostic)
        letters = [re.sub(r"\\u\{(\w+)\}", lambda m: chr(int(m[1], 16)), each) for each in said]
        return {ord(letter.replace("\\", "")[0]) for letter in letters}
    return set()


def _spans(points: list[int]) -> Iterator[str]:
    start = before = points[0]
    for point in [*points[1:], -1]:
        if point != before + 1:
            yield f"{start:X}-{before:X}"
            start = point
        before = point


if __name__ == "__main__":
    main(Path(sys.argv[1]))
