"""What people may write beyond plain Markdown: mentions, tasks, spoilers, notes, cards of links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from kalo.kit.text.emoji import named_emoji
from kalo.kit.text.policies import SIZES

# Names are plain Latin letters: one that only looks like a name is not one.
_MENTION = re.compile(r"(?<![\w@/.+-])@([a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9_])?)(?!\w|-\w|@)", re.I)
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_LINE_ENDS = {"softbreak", "hardbreak"}
_STATES = {" ": "☐", "x": "☑"}


@dataclass(frozen=True)
class Picture:
    """How large a kept picture is, and which smaller copies there are."""

    width: int
    height: int
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Card:
    """What a linked page says of itself."""

    title: str
    description: str = ""
    site: str = ""


@dataclass(frozen=True)
class Known:
    """What the house knows of the things that a text names."""

    mentions: Mapping[str, str] = field(default_factory=dict)  # name -> path
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # address -> size
    cards: Mapping[str, Card] = field(default_factory=dict)  # address -> card
    unnamed: str = "…"  # the words on a spoiler that has none


def teach(parser: MarkdownIt) -> None:
    """Let a parser read footnotes and spoilers."""
    footnote_plugin(parser, inline=False)
    container_plugin(parser, "spoiler", validate=lambda words, _marks: len(words) <= 200)


def mark_of(source: str) -> str:
    """What the notes of a text are called by, so that two texts fit on one page."""
    return blake2b(source.encode("utf-8", "replace"), digest_size=4).hexdigest()


def mentioned(tokens: list[Token]) -> Iterator[str]:
    """The names after an @, outside of links and code, in small letters."""
    for token in _spoken(tokens):
        yield from (name.lower() for name in _MENTION.findall(token.content))


def _spoken(tokens: list[Token]) -> Iterator[Token]:
    for block in tokens:
        depth = 0
        for token in block.children or []:
            depth += token.type == "link_open"
            depth -= token.type == "link_close"
            if token.type == "text" and not depth:
                yield token


def linked(tokens: list[Token]) -> Iterator[str]:
    """The addresses that a text links to, in order."""
    for block in tokens:
        for token in block.children or []:
            if token.type == "link_open":
                yield str(token.attrs["href"])


def pictured(tokens: list[Token]) -> Iterator[str]:
    """The addresses of the pictures in a text."""
    for block in tokens:
        yield from (str(t.attrs["src"]) for t in block.children or [] if t.type == "image")


def alone(tokens: list[Token]) -> Iterator[str]:
    """The addresses that stand alone on a line, outside of lists and quotes."""
    for block in tokens:
        if block.type == "inline" and block.level == 1:
            yield from _alone_in(block)


def _alone_in(block: Token) -> Iterator[str]:
    for line in _lines(block.children or []):
        if [token.type for token in line] == ["link_open", "text", "link_close"]:
            href = str(line[0].attrs["href"])
            if line[0].info == "auto" and href.startswith(("http://", "https://")):
                yield href


def _lines(children: list[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in children:
        if token.type in _LINE_ENDS:
            yield line
            line = []
        elif token.type != "text" or token.content:
            line.append(token)
    yield line


def enrich(tokens: list[Token], known: Known, mark: str) -> list[Token]:
    """The tokens of what a person wrote, with all that the house knows put in."""
    _set_tasks(tokens)
    for block in tokens:
        block.children = list(_put_in(block.children or [], known))
    return list(_blocks(tokens, known, mark))


def _put_in(children: list[Token], known: Known) -> Iterator[Token]:
    depth = 0
    for token in children:
        depth += token.type == "link_open"
        depth -= token.type == "link_close"
        if token.type == "image":
            _measure(token, known)
        if token.type == "text" and not depth:
            yield _html(_with_mentions(named_emoji(token.content), known))
        else:
            yield token


def _with_mentions(words: str, known: Known) -> str:
    parts, end = [], 0
    for found in _MENTION.finditer(words):
        path = known.mentions.get(found[1].lower())
        if path:
            parts.append(escapeHtml(words[end : found.start()]))
            parts.append(f'<a class="mention" href="{escapeHtml(path)}">{found[0]}</a>')
            end = found.end()
    return "".join(parts) + escapeHtml(words[end:])


def _measure(image: Token, known: Known) -> None:
    """Tell the browser how large a picture is, and which copy fits."""
    address = str(image.attrs["src"])
    picture = known.pictures.get(address)
    if picture is None:
        return
    image.attrs["width"], image.attrs["height"] = str(picture.width), str(picture.height)
    if picture.widths:
        stem = address.removesuffix(".webp")
        copies = [f"{stem}-{width}.webp {width}w" for width in picture.widths]
        image.attrs["srcset"] = ", ".join([*copies, f"{address} {picture.width}w"])
        image.attrs["sizes"] = SIZES


def _set_tasks(tokens: list[Token]) -> None:
    """`- [ ] …` is something to do, `- [x] …` something done."""
    for item, _paragraph, words in zip(tokens, tokens[1:], tokens[2:], strict=False):
        first = words.children[0] if words.type == "inline" and words.children else None
        if item.type != "list_item_open" or first is None or first.type != "text":
            continue
        if found := _TASK.match(first.content):
            item.attrs["class"] = "task"
            first.content = _STATES[found[1].lower()] + first.content[found.end() :]


def _blocks(tokens: list[Token], known: Known, mark: str) -> Iterator[Token]:
    """Spoilers and notes as HTML; the card of a link after its paragraph, or in its place."""
    replaced: set[int] = set()  # paragraphs that are nothing but a link with a card
    for place, token in enumerate(tokens):
        if token.type == "paragraph_open" and _is_card(tokens[place + 1], known):
            replaced |= {place, place + 1}
        if place in replaced:
            continue
        if place - 1 in replaced and token.type == "paragraph_close":
            yield from (_html(card) for card in _cards(tokens[place - 1], known))
            continue
        if token.type in _WRITTEN:
            yield _html(_WRITTEN[token.type](token, known, mark))
            continue
        if token.type == "inline":
            token.children = [_note(child, known, mark) for child in token.children or []]
        yield token
        if token.type == "paragraph_close" and token.level == 0:
            yield from (_html(card) for card in _cards(tokens[place - 1], known))


def _note(token: Token, known: Known, mark: str) -> Token:
    return _html(_reference(token, known, mark)) if token.type == "footnote_ref" else token


def _is_card(words: Token, known: Known) -> bool:
    if words.type != "inline" or words.level != 1:
        return False
    lines, alone = list(_lines(words.children or [])), list(_alone_in(words))
    return len(lines) == 1 and bool(alone) and alone[0] in known.cards


def _cards(words: Token, known: Known) -> Iterator[str]:
    for href in _alone_in(words) if words.type == "inline" else ():
        card = known.cards.get(href)
        if card:
            yield _card(href, card)


def _card(href: str, card: Card) -> str:
    title, site = escapeHtml(card.title), escapeHtml(card.site)
    said = f"<span>{escapeHtml(card.description)}</span>" if card.description else ""
    inside = f"<strong>{title}</strong>{said}<small>{site}</small>"
    return f'<p class="link-card"><a href="{escapeHtml(href)}">{inside}</a></p>\n'


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _reference(token: Token, _known: Known, mark: str) -> str:
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    suffix = f"-{again}" if again else ""
    note = f"{mark}-{number}"
    return f'<sup><a href="#fn-{note}" id="fnref-{note}{suffix}">[{number}]</a></sup>'


def _back(token: Token, _known: Known, mark: str) -> str:
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    suffix = f"-{again}" if again else ""
    return f' <a href="#fnref-{mark}-{number}{suffix}">↩</a>'


def _spoiler(token: Token, known: Known, _mark: str) -> str:
    words = token.info.strip() or known.unnamed
    return f'<details class="spoiler"><summary>{escapeHtml(words)}</summary>\n'


_WRITTEN = {
    "container_spoiler_open": _spoiler,
    "container_spoiler_close": lambda *_: "</details>\n",
    "footnote_block_open": lambda *_: '<section class="footnotes">\n<ol>\n',
    "footnote_block_close": lambda *_: "</ol>\n</section>\n",
    "footnote_open": lambda token, _known, mark: f'<li id="fn-{mark}-{token.meta["id"] + 1}">',
    "footnote_close": lambda *_: "</li>\n",
    "footnote_anchor": _back,
}
