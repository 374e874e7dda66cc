"""Markdown to safe HTML: one policy for what people write, one for our own pages."""

import re
from collections.abc import Iterator
from threading import Lock

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from kalo.kit.text import speech
from kalo.kit.text.guards import PARAGRAPH_END, TooLong, clean, shorten_runs, tangled
from kalo.kit.text.plaintext import read
from kalo.kit.text.policies import HOUSE, LINK, MAX, PEOPLE, WORK, Policy, cleaner
from kalo.kit.text.slugs import slug

__all__ = [
    "HOUSE",
    "MAX",
    "PEOPLE",
    "WORK",
    "Policy",
    "Speech",
    "TooLong",
    "clean",
    "excerpt",
    "plain",
    "render",
]

_SAME_IN_ALL_LANGUAGES = ("/files/", "/static/", "//")
_HTML = re.compile(
    r"\s*<(?:p|h[1-6]|ul|ol|blockquote|pre|table|div|hr|section|details)\b[^<]*>", re.I
)


def _parser(policy: Policy) -> MarkdownIt:
    options = {"html": False, "linkify": True, "breaks": not policy.house}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough", "linkify"])
    if not policy.house:
        speech.teach(parser)
    return parser


_PARSERS = {policy: _parser(policy) for policy in (PEOPLE, HOUSE, WORK)}
_CLEANERS = {policy: cleaner(policy) for policy in (PEOPLE, HOUSE, WORK)}
# The parser of links keeps what it is looking at; two threads must not share it.
_turn = Lock()


class Speech:
    """What a person wrote, read once: what it names can be looked up before it becomes HTML."""

    def __init__(self, source: str, policy: Policy = PEOPLE) -> None:
        self.policy = policy
        self.text = _checked(source, policy)
        self.tangled = tangled(self.text)
        self._tokens = [] if self.tangled else _read(self.text, policy, "")

    @property
    def mentions(self) -> frozenset[str]:
        """The names after an @."""
        return frozenset(speech.mentioned(self._tokens))

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses it links to, each once, in order."""
        return tuple(dict.fromkeys(speech.linked(self._tokens)))

    @property
    def alone(self) -> tuple[str, ...]:
        """The addresses that stand alone on a line."""
        return tuple(dict.fromkeys(speech.alone(self._tokens)))

    @property
    def files(self) -> frozenset[str]:
        """The addresses of our own files that it shows or links to."""
        shown = {*speech.pictured(self._tokens), *speech.linked(self._tokens)}
        return frozenset(address for address in shown if address.startswith("/files/"))

    def html(self, known: speech.Known = speech.Known()) -> str:  # noqa: B008 (frozen)
        """Safe HTML; to be asked for once."""
        if self.tangled:
            return _as_typed(self.text)
        framed = list(_framed(self._tokens, anchors=False))
        tokens = speech.enrich(framed, known, speech.mark_of(self.text))
        return _CLEANERS[self.policy].clean(_written(tokens, self.policy))


def render(source: str, *, policy: Policy = PEOPLE, prefix: str = "") -> str:
    """Safe HTML. Links inside the house get the prefix, such as "/en"; for our own pages only."""
    if not policy.house:
        return Speech(source, policy).html()
    tokens = _read(_checked(source, policy), policy, prefix)
    return _CLEANERS[policy].clean(_written(list(_framed(tokens, anchors=True)), policy))


def _read(text: str, policy: Policy, prefix: str) -> list[Token]:
    with _turn:
        return _fitted(_PARSERS[policy].parse(text, {}), policy, prefix)


def _written(tokens: list[Token], policy: Policy) -> str:
    parser = _PARSERS[policy]
    return str(parser.renderer.render(tokens, parser.options, {}))


def _as_typed(text: str) -> str:
    blocks = (block.strip() for block in PARAGRAPH_END.split(escapeHtml(text)))
    lines = (block.replace("\n", "<br>\n") for block in blocks if block)
    return "".join(f"<p>{block}</p>\n" for block in lines)


def _checked(source: str, policy: Policy) -> str:
    text = clean(source)
    if len(text) > policy.limit:
        raise TooLong(len(text), policy.limit)
    return shorten_runs(text)


def _fitted(tokens: list[Token], policy: Policy, prefix: str) -> list[Token]:
    for token in tokens:
        token.children = list(_fit(token.children or [], policy, prefix))
    _set_levels(tokens, policy)
    return tokens


def _fit(children: list[Token], policy: Policy, prefix: str) -> Iterator[Token]:
    """Links and pictures that may stay; of the others, their words."""
    leads_on = True
    for token in children:
        if token.type == "link_open":
            _aim(token, policy, prefix)
            leads_on = bool(LINK.fullmatch(str(token.attrs["href"])))
        if token.type == "image" and not policy.pictures.fullmatch(str(token.attrs["src"])):
            yield Token("text", "", 0, content=token.content)
        elif leads_on or token.type not in {"link_open", "link_close"}:
            yield token


def _aim(link: Token, policy: Policy, prefix: str) -> None:
    """Where a link really leads: our own language, or out of the house."""
    href = str(link.attrs.get("href", ""))
    if href.lower().startswith("www."):
        href = f"https://{href}"
    if href.startswith("/") and not href.startswith(_SAME_IN_ALL_LANGUAGES):
        href = prefix + href
    link.attrs["href"] = href
    if policy.house and href.lower().startswith("http"):
        link.attrs["rel"] = "noopener external"


def _set_levels(tokens: list[Token], policy: Policy) -> None:
    least, most = policy.levels
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1]) + policy.shift
            token.tag = f"h{min(max(level, least), most)}"


def _framed(tokens: list[Token], anchors: bool) -> Iterator[Token]:
    """Headings with anchors, and tables that scroll by themselves on a narrow screen."""
    taken: dict[str, int] = {}
    title = ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            title = _said(tokens[place + 1])
            if anchors:
                token.attrs["id"] = _anchor(title, taken)
        if token.type == "table_open":
            yield Token("html_block", "", 0, content=_frame(title or _header(tokens[place:])))
        yield token
        if token.type == "table_close":
            yield Token("html_block", "", 0, content="</div>\n")


def _said(inline: Token) -> str:
    return "".join(child.content for child in inline.children or []).strip()


def _anchor(title: str, taken: dict[str, int]) -> str:
    name = slug(title) or "part"
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _header(table: list[Token]) -> str:
    end = next(place for place, token in enumerate(table) if token.type == "thead_close")
    cells = [_said(token) for token in table[:end] if token.type == "inline"]
    return ", ".join(filter(None, cells))


def _frame(label: str) -> str:
    named = f' role="region" aria-label="{escapeHtml(label)}"' if label else ""
    return f'<div class="table" tabindex="0"{named}>\n'


def plain(html_or_source: str, *, links: bool = False) -> str:
    """The text alone, for search and for letters; a letter wants the addresses of links too."""
    return read(_html(html_or_source), links=links)


def excerpt(source: str, length: int = 160) -> str:
    """The first words of a text, on one line; its own words before those it quotes."""
    html = _html(source)
    own = read(html, without=frozenset({"blockquote", "table"}))
    flat = " ".join((own or read(html)).split())
    if len(flat) <= length:
        return flat
    end = flat.rfind(" ", 0, length)
    return flat[: end if end > 0 else length - 1].rstrip(" ,;:·-–(«") + "…"


def _html(html_or_source: str) -> str:
    if _HTML.match(html_or_source):
        return html_or_source
    # Our own pages are longer than what people may write.
    return render(html_or_source, policy=PEOPLE if len(html_or_source) <= MAX else HOUSE)
