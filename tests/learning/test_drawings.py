"""Drawings of ours: part of the page, named by what they show, nothing unheard of in them."""

import re
from pathlib import Path
from typing import Any

import pytest

from kalo.kit.db import transaction
from kalo.learning.actions import BadContent, import_programmes
from kalo.learning.actions.drawings import CLASSES, read_drawing
from tests.factories.learning import write_lesson, write_programme
from tests.learning.test_pages import main, page

CSS = Path(__file__).parents[2] / "frontend" / "css"
ROOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">'
TIP = '<marker id="tip"><path class="f-ink" d="M0 0L8 4L0 8z"/></marker>'
SHOWN = (
    f"{ROOT}<title>Χάρτης</title><!-- a note --><defs>{TIP}</defs>\n"
    '<line class="f-line" x1="5" y1="9" x2="90" y2="9" marker-end="url(#tip)"/>\n'
    '<text class="f-ink" x="9" y="9">Α &amp; <tspan font-weight="bold">Β</tspan> &lt;b&gt;</text>'
    "</svg>"
)
GIVEN = """\
---
goal: "{goal}"
---
{text}

```image map
file: map.{language}.svg
alt: "{alt}"
caption: "{alt}"
```

```image again
file: map.{language}.svg
alt: "{alt}"
```
"""


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    """A lesson with the same drawing twice, in both languages."""
    home = write_programme(tmp_path / "content", l1="first")
    words = {"el": ("Ο στόχος.", "Κείμενο.", "Ένας χάρτης."), "en": ("Goal.", "Text.", "A map.")}
    texts = [
        GIVEN.format(goal=goal, text=text, alt=alt, language=language)
        for language, (goal, text, alt) in words.items()
    ]
    write_lesson(home, "first", *texts)
    for language in words:
        (home / "first" / f"map.{language}.svg").write_text(SHOWN)
    return home


@pytest.mark.parametrize(("prefix", "alt"), [("", "Ένας χάρτης."), ("/en", "A map.")])
def test_a_drawing_is_part_of_the_page(home: Path, client: Any, prefix: str, alt: str) -> None:
    with transaction():
        import_programmes(home.parent)
    html = main(page(client.get(f"{prefix}/learning/p1/first/")))
    figure = html[html.index('<figure class="prose drawing" id="map">') :]
    assert figure[: figure.index("</figure>")] == (
        f'<figure class="prose drawing" id="map"><div role="img" aria-label="{alt}">'
        '<svg viewBox="0 0 360 90"><defs><marker id="map--tip">'
        '<path class="f-ink" d="M0 0L8 4L0 8z"></path></marker></defs>'
        '<line class="f-line" x1="5" y1="9" x2="90" y2="9" marker-end="url(#map--tip)"></line>'
        '<text class="f-ink" x="9" y="9">Α &amp; <tspan font-weight="bold">Β</tspan> &lt;b&gt;'
        f"</text></svg></div><figcaption>{alt}</figcaption>"
    )
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("<script>alert(1)</script>", "<script> has no place in a drawing"),
        ("<foreignObject/>", "<foreignObject> has no place"),
        ('<a href="https://example.org/"/>', "<a> has no place"),
        ('<image href="x.png"/>', "<image> has no place"),
        ("<style>rect{}</style>", "<style> has no place"),
        ("<animate/>", "<animate> has no place"),
        ("<svg/>", "<svg> has no place"),
        ('<rect onclick="x"/>', "<rect onclick>: has no place"),
        ('<rect style="fill:red"/>', "<rect style>: has no place"),
        ('<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>', "has no place"),
        ('<rect fill="red"/>', "<rect fill>: 'red' is not understood"),
        ('<rect width="url(#a)"/>', "<rect width>: 'url(#a)' is not"),
        ('<rect class="f-a loud"/>', "<rect class>: loud is none of f-a"),
        ('<line marker-end="url(#none)"/>', "nothing here is called none"),
        ('<line marker-end="url(https://example.org)"/>', "is not understood"),
        ('<g id="a"/><g id="a"/>', "an id stands twice"),
        ('<text font-size="9">μικρό</text>', "<text font-size>: '9' is not understood"),
        ("<g>λόγια</g>", "words stand in <g>"),
        ("λόγια", "words stand in <svg>"),
        ("<rect>", "is no SVG: mismatched tag"),
        (" " * 8000, "is larger than 8 KB"),
    ],
)
def test_what_is_not_named_has_no_place(tmp_path: Path, inside: str, sentence: str) -> None:
    _refused(tmp_path, f"{ROOT}{inside}</svg>", sentence)


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{ROOT}<text>&a;</text></svg>', "no document type"),
        ('<svg viewBox="0 0 9 9"/>', "its root wants xmlns"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "the root wants a viewBox"),
        (ROOT.replace(">", ' width="360"/>'), "the root wants a viewBox, and no width"),
        (ROOT.replace(">", ' onload="x"/>'), "<svg onload>: has no place"),
    ],
)
def test_the_root_is_an_svg_and_nothing_more(tmp_path: Path, whole: str, sentence: str) -> None:
    _refused(tmp_path, whole, sentence)


def _refused(folder: Path, drawing: str, sentence: str) -> None:
    (folder / "a.svg").write_text(drawing)
    with pytest.raises(BadContent, match=re.escape(sentence)):
        read_drawing(folder / "a.svg", "a--")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("file: map.en.svg\n", "", "file: a text is wanted"),
        ("file: map.en.svg\n", "file: map.png\n", "there is no file map.png"),
        ('alt: "A map."\ncaption', "caption", "alt: a text is wanted"),
    ],
)
def test_each_language_has_its_own_drawing(home: Path, old: str, new: str, sentence: str) -> None:
    english = home / "first" / "en.md"
    english.write_text(english.read_text().replace(old, new, 1))
    with pytest.raises(BadContent, match=re.escape(sentence)), transaction():
        import_programmes(home.parent)


def colours(css: str, name: str) -> tuple[str, str]:
    """What a colour is on paper and at night."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", css)
    assert found
    assert f"--{name}: {found[1]};" in css  # where light-dark() is unknown
    return found[1], found[2]


def contrast(one: str, other: str) -> float:
    """As WCAG counts it."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("fill", ["f-soft", "f-a", "f-b", "f-c", "surface"])
@pytest.mark.parametrize("words", ["ink", "ink-soft"])
def test_every_word_on_every_fill_can_be_read(fill: str, words: str) -> None:
    css = "".join((CSS / name).read_text() for name in ("tokens.css", "study/figures.css"))
    for theme in (0, 1):
        assert contrast(colours(css, fill)[theme], colours(css, words)[theme]) >= 4.5


def test_every_class_of_a_drawing_has_its_colour() -> None:
    css = (CSS / "study" / "figures.css").read_text()
    assert {name for name in CLASSES if f".drawing .{name} {{" in css} == CLASSES
    for sheet in ("study.css", "reading.css"):
        assert '@import "./study/figures.css"' in (CSS / sheet).read_text()
