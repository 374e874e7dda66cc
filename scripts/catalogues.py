"""Catalogues: what a room says, and bringing its Greek catalogue in step with it."""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

KALO = Path(__file__).parent.parent / "kalo"
METHODS = [
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
    ("**.py", "python"),
]
WORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "_l": None,
    "wrong_with": None,
}
OPTIONS = {name: {"extensions": "jinja2.ext.do", "silent": "false"} for name, _ in METHODS[:2]}
TOOLS = sorted(f"toolbox/tools/{p.parent.name}" for p in KALO.glob("toolbox/tools/*/__init__.py"))
ROOMS = sorted(path.parent.name for path in KALO.glob("*/__init__.py")) + TOOLS


def extract(room: str) -> Catalog:
    """Everything a room says: the words of its code and templates (app.py counts as the kit's)."""
    catalogue = Catalog(locale="el", project="kalo")
    for name, line, message, _comments, _context in _messages(KALO / room):
        catalogue.add(message, locations=[(name, line)])
    if room == "kit":
        for name, line, message, _comments, _context in _messages(KALO, deep=False):
            catalogue.add(message, locations=[(name, line)])
    return catalogue


def _messages(folder: Path, deep: bool = True):  # type: ignore[no-untyped-def]
    def keep(path: str) -> bool:
        here = Path(path)
        of_a_tool = here != folder and here.parent == KALO / "toolbox/tools"  # has a catalogue
        return not of_a_tool if deep else here == folder

    return extract_from_dir(folder, METHODS, OPTIONS, WORDS, directory_filter=keep)


def bring_up_to_date(room: str) -> int:
    """Add what is newly said and drop what is not; answers how much waits for its Greek."""
    path = KALO / room / "translations/el/LC_MESSAGES/messages.po"
    said = extract(room)
    known = Catalog(locale="el")
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale="el")
    known.update(said, no_fuzzy_matching=True)
    known.obsolete.clear()
    if len(known):
        write(known, path)
    return sum(1 for m in known if (m.id and not m.string) or (m.id and not all(m.string)))


NOISE = re.compile(
    rb'^(?:#.*|"(?:Project|Report|POT|PO-Rev|Last|Language-T|Generated)[^\n]*")\n', re.M
)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue in one order, its header without dates that change at every run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = io.BytesIO()
    write_po(file, catalogue, width=100, no_location=True, sort_output=True)
    path.write_bytes(NOISE.sub(b"", file.getvalue()))


if __name__ == "__main__":
    for each in sys.argv[1:] or ROOMS:
        if waiting := bring_up_to_date(each):
            print(f"{each}: {waiting} wait for their Greek")
