"""Every word of the interface stands in a catalogue, in both languages, and nowhere else."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from scripts.catalogues import ROOMS, extract

KALO = Path(__file__).parent.parent / "kalo"
TEMPLATES = sorted(KALO.rglob("templates/**/*.html")) + sorted(KALO.rglob("templates/**/*.txt"))


@lru_cache
def catalogue(room: str) -> Catalog:
    path = KALO / room / "translations/el/LC_MESSAGES/messages.po"
    if not path.exists():
        return Catalog(locale="el")
    with path.open("rb") as file:
        return read_po(file, locale="el")


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_speaks_greek_for_every_word_it_says_and_for_no_other(room: str) -> None:
    said = {key(message) for message in extract(room) if message.id}
    known = {key(m): m for m in catalogue(room) if m.id}
    assert said - known.keys() == set(), "said in the code, missing in the catalogue"
    assert known.keys() - said == set(), "in the catalogue, no longer said"
    empty = [k for k, m in known.items() if not all(forms(m)) or m.fuzzy]
    assert empty == [], "not translated, or doubtful"
    assert list(catalogue(room).obsolete) == []


def test_the_same_words_are_the_same_in_every_room() -> None:
    spoken: dict[str, set[tuple[str, ...]]] = {}
    for room in ROOMS:
        for message in catalogue(room):
            if message.id:
                spoken.setdefault(key(message), set()).add(tuple(forms(message)))
    assert spoken
    assert {words: said for words, said in spoken.items() if len(said) > 1} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_translation_keeps_its_placeholders(room: str) -> None:
    holes = re.compile(r"%\((\w+)\)s")
    for message in catalogue(room):
        if message.id:
            for form in forms(message):
                asked = set(holes.findall(key(message)))
                plural = isinstance(message.id, tuple)
                assert asked >= set(holes.findall(form)) or plural, key(message)


def test_capitals_carry_no_accents_and_no_sentence_shouts() -> None:
    accented = re.compile(r"\b[Α-ΩΆ-Ώ]*[ΆΈΉΊΌΎΏ][Α-ΩΆ-Ώ]{2,}\b")
    for room in ROOMS:
        for form in (form for m in catalogue(room) if m.id for form in forms(m)):
            assert not accented.search(form), form
            assert "!" not in form, form


TAGS = re.compile(r"<script.*?</script>|<style.*?</style>|<svg.*?</svg>|<[^>]*>|&\w+;", re.DOTALL)
NAMES = {
    "e-ΚΑΛΟ",
    "e-",
    "ΚΑΛΟ",
    "Google",
    "Apple",
    "Outlook",
    "Thunderbird",
    "Ελληνικά",
    "English",
} | {
    "EN",
    "ΕΛ",
}
SETTINGS = {"room", "shape", "status"}  # blocks that hold a word for the machine
jinja = Environment(extensions=["jinja2.ext.do"])


def literal(node: nodes.Node) -> str:
    """What a template says outside every expression."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    if isinstance(node, nodes.Block) and node.name in SETTINGS:
        return ""
    return "".join(literal(child) for child in node.iter_child_nodes())


def loose_words(source: str) -> list[str]:
    """Words of a template that stand outside every expression and tag."""
    text = TAGS.sub(" ", literal(jinja.parse(source)))
    return [w for w in re.findall(r"[^\W\d_][\w-]+", text) if w not in NAMES]


def test_loose_words_are_seen() -> None:
    assert loose_words("<p>{{ _('fine') }} Stray</p>") == ["Stray"]


def test_a_template_says_nothing_by_itself() -> None:
    assert TEMPLATES
    found = {path: loose_words(path.read_text()) for path in TEMPLATES}
    assert {path: words for path, words in found.items() if words} == {}


def test_labels_in_attributes_come_from_the_catalogue_too() -> None:
    label = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"{]+)"')
    said = [(path, words) for path in TEMPLATES for words in label.findall(path.read_text())]
    assert [(path, words) for path, words in said if loose_words(words)] == []
