"""Markdown to safe HTML: one policy for what people write, one for our own pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from kalo.kit.text.guards import PARAGRAPH_END, TooLong, clean, shorten_runs, tangled
from kalo.kit.text.plaintext import read
from kalo.kit.text.slugs import slug

__all__ = ["HOUSE", "MAX", "PEOPLE", "Policy", "TooLong", "clean", "excerpt", "plain", "render"]

MAX = 20_000

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li"),
    *("blockquote", "code", "pre", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
# Two slashes, or what a browser may take for two, lead out of the house unseen.
_LINK = re.compile(r"(?:https?://|mailto:|#|/(?!/|%5c|%09|%0[ad]))[^\s\\\x00-\x1f]*", re.IGNORECASE)
# A picture from elsewhere tells its owner who reads us; another address of ours may act for them.
_CLIMBING = r"(?!.*(?:\.\.|%2e|%5c|//|\\))"
_UPLOADS = re.compile(rf"/files/{_CLIMBING}[^\s?#]+", re.IGNORECASE)
_UPLOADS_AND_OURS = re.compile(rf"/(?:files|static)/{_CLIMBING}[^\s#]+", re.IGNORECASE)
_SAME_IN_ALL_LANGUAGES = ("/files/", "/static/", "//")
_HTML = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|blockquote|pre|table|div|hr|section)\b[^<]*>", re.I)


@dataclass(frozen=True)
class Policy:
    """What a kind of text may contain, and how it fits into its page."""

    limit: int
    house: bool
    # `#` gets the level 1 + shift; no heading is larger or smaller than these.
    shift: int
    levels: tuple[int, int]
    pictures: re.Pattern[str]


PEOPLE = Policy(limit=MAX, house=False, shift=2, levels=(3, 6), pictures=_UPLOADS)
HOUSE = Policy(limit=200_000, house=True, shift=0, levels=(2, 4), pictures=_UPLOADS_AND_OURS)


def _parser(breaks: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": breaks})
    return parser.enable(["table", "strikethrough", "linkify"])


_PARSERS = {PEOPLE: _parser(breaks=True), HOUSE: _parser(breaks=False)}
# The parser of links keeps what it is looking at; two threads must not share it.
_turn = Lock()


def _cleaner(policy: Policy) -> nh3.Cleaner:
    """The last door: whatever the parser lets through, nothing else gets past this."""

    def allowed(tag: str, attribute: str, value: str) -> str | None:
        rule = {"href": _LINK, "src": policy.pictures}.get(attribute)
        return value if rule is None or rule.fullmatch(value) else None

    attributes = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
    if policy.house:
        attributes["a"].add("rel")
        attributes |= {f"h{level}": {"id"} for level in range(2, 5)}
        attributes["div"] = {"tabindex", "role", "aria-label"}
    return nh3.Cleaner(
        tags=_TAGS | ({"div"} if policy.house else set()),
        attributes=attributes,
        attribute_filter=allowed,
        allowed_classes={"div": {"table"}} if policy.house else {},
        set_tag_attribute_values={"img": {"loading": "lazy"}, "th": {"scope": "col"}},
        link_rel=None if policy.house else "nofollow ugc noopener noreferrer",
        url_schemes={"http", "https", "mailto"},
    )


_CLEANERS = {policy: _cleaner(policy) for policy in (PEOPLE, HOUSE)}


def render(source: str, *, policy: Policy = PEOPLE, prefix: str = "") -> str:
    """Safe HTML. Links inside the house get the prefix, such as "/en"."""
    text = _checked(source, policy)
    if not policy.house and tangled(text):
        return _as_typed(text)
    return _CLEANERS[policy].clean(_parsed(text, policy, prefix))


def _parsed(text: str, policy: Policy, prefix: str) -> str:
    parser = _PARSERS[policy]
    with _turn:
        tokens = _fitted(parser.parse(text), policy, prefix)
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
    return list(_framed(tokens)) if policy.house else tokens


def _fit(children: list[Token], policy: Policy, prefix: str) -> Iterator[Token]:
    """Links and pictures that may stay; of the others, their words."""
    leads_on = True
    for token in children:
        if token.type == "link_open":
            _aim(token, policy, prefix)
            leads_on = bool(_LINK.fullmatch(str(token.attrs["href"])))
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


def _framed(tokens: list[Token]) -> Iterator[Token]:
    """Headings with anchors, and tables that scroll by themselves on a narrow screen."""
    taken: dict[str, int] = {}
    title = ""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            title = _said(tokens[place + 1])
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
