"""The Markdown of content: what has no place there is refused, the rest becomes safe HTML."""

import re

from kalo.kit import text as greek
from kalo.kit.text.guards import tangled
from kalo.kit.text.policies import LINK
from kalo.learning.actions.source import Part, Source

PREFIX = {"el": "", "en": "/en"}
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1|(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_HTML = re.compile(r"<(?!https?:|mailto:)[A-Za-z/!?]")
_PICTURE = re.compile(r"!\[")
_TARGET = re.compile(r"\]\(\s*<?([^)>\s]*)|^ {0,3}\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE)


def render(source: Source, text: str, language: str, line: int = 1) -> str:
    """Markdown as HTML; `line` is where it begins in the YAML of the source, or below it."""
    _refuse_odd(source, text, line)
    try:
        return greek.render(text, policy=greek.HOUSE, prefix=PREFIX[language])
    except greek.TooLong as error:
        raise source.wrong_at(line, str(error)) from error


def render_text(part: Part, name: str, language: str, needed: bool = True) -> str:
    """A text of some YAML, as HTML."""
    text = part.text(name, needed)
    return render(part.source, text, language, part.block.line) if text else ""


def _refuse_odd(source: Source, text: str, line: int) -> None:
    """What people who mean well do not write, and what would be lost without a word."""
    bare = _CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
    for pattern, sentence in (
        (_HTML, "HTML has no place in a text"),
        (_PICTURE, "a picture is a block of its own: ```image name"),
    ):
        if found := pattern.search(bare):
            raise source.wrong_at(line + bare.count("\n", 0, found.start()), sentence)
    for found in _TARGET.finditer(bare):
        target = found[1] if found[1] is not None else found[2]
        if not LINK.fullmatch(target):
            at = line + bare.count("\n", 0, found.start())
            raise source.wrong_at(at, f"no link may lead to {target!r}")
    if greek.clean(text) != text:
        raise source.wrong_at(line, "holds a character that nobody sees")
    if tangled(text):
        raise source.wrong_at(line, "is too tangled to be read")
