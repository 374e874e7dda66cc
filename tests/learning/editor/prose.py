"""Markdown as a reader hears it: words, sentences, paragraphs."""

import re

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:>|#{1,6}\s|[-*+]\s|\d+\.\s)+", re.MULTILINE)
_ROW = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[.'’–/-][^\W_]+)*")
_END = re.compile(r"(?<=[.!;?…])[»”)]?\s+(?=[«“(]?[^\W\d_a-zα-ωά-ώ])")
EXAMPLE = {"el": "*Παράδειγμα.*", "en": "*Example.*"}


def plain(markdown: str) -> str:
    """What is left when marks and code are gone; each line stays one of its own."""
    text = _LINK.sub(r"\1", _MARKS.sub("", _CODE.sub("", markdown)))
    return text.replace("**", "").replace("*", "").replace("`", "")


def words_in(markdown: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(plain(markdown)))


def sentences_of(markdown: str) -> list[str]:
    """The sentences of a text; headings and rows of tables are none, items of lists are."""
    found = []
    for block in re.split(r"\n\s*\n", _ROW.sub("", _CODE.sub("", markdown))):
        lines = block.split("\n")
        kept = [line for line in lines if not line.lstrip().startswith("#")]
        for part in _parts(kept):
            found += [one for one in _END.split(plain(part)) if _WORD.search(one)]
    return found


def _parts(lines: list[str]) -> list[str]:
    """Lines that belong together: an item of a list begins a new part."""
    parts: list[str] = []
    for line in lines:
        if not parts or re.match(r"\s*(?:[-*+]\s|\d+\.\s)", line):
            parts.append(line)
        else:
            parts[-1] += f"\n{line}"
    return parts


def length_of(sentence: str) -> int:
    """How many words a sentence has."""
    return len(_WORD.findall(sentence))


def sections_of(markdown: str) -> list[str]:
    """The parts of a text between its headings."""
    return re.split(r"^#{2,4} ", markdown, flags=re.MULTILINE)
