"""What a kind of text may contain: one policy for what people write, one for our own pages."""

import re
from dataclasses import dataclass

import nh3

MAX = 20_000

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li"),
    *("blockquote", "code", "pre", "img", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
_TAGS_OF_PEOPLE = _TAGS | {"details", "summary", "section", "sup", "span", "small"}
# Two slashes, or what a browser may take for two, lead out of the house unseen.
LINK = re.compile(r"(?:https?://|mailto:|#|/(?!/|%5c|%09|%0[ad]))[^\s\\\x00-\x1f]*", re.IGNORECASE)
# A picture from elsewhere tells its owner who reads us; another address of ours may act for them.
_CLIMBING = r"(?!.*(?:\.\.|%2e|%5c|//|\\))"
_UPLOADS = re.compile(rf"/files/{_CLIMBING}[^\s?#]+", re.IGNORECASE)
_UPLOADS_AND_OURS = re.compile(rf"/(?:files|static)/{_CLIMBING}[^\s#]+", re.IGNORECASE)
_NOTHING = re.compile(r"(?!)")
_COPY = r"/files/w/[0-9a-f]+(?:-\d+)?\.webp \d+w"
SIZES = "(max-width: 46rem) 92vw, 42rem"
_RULES = {
    "href": LINK,
    "srcset": re.compile(rf"{_COPY}(?:, {_COPY})*"),
    "sizes": re.compile(re.escape(SIZES)),
    "width": re.compile(r"\d{1,5}"),
    "height": re.compile(r"\d{1,5}"),
    "tabindex": re.compile("0"),
    "role": re.compile("region"),
}
_NOTE = re.compile(r"(?:fn|fnref)-[0-9a-z]+-\d+(?:-\d+)?")


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
# What learners hand in: as people write, at the length of a plan; pictures go beside it as files.
WORK = Policy(limit=60_000, house=False, shift=2, levels=(3, 6), pictures=_NOTHING)


def cleaner(policy: Policy) -> nh3.Cleaner:
    """The last door: whatever the parser lets through, nothing else gets past this."""
    rules = {**_RULES, "src": policy.pictures}
    if not policy.house:
        rules["id"] = _NOTE  # of our own pages they come from their headings

    def allowed(tag: str, attribute: str, value: str) -> str | None:
        rule = rules.get(attribute)
        return value if rule is None or rule.fullmatch(value) else None

    return nh3.Cleaner(
        tags=_TAGS if policy.house else _TAGS_OF_PEOPLE,
        attributes=_attributes(policy),
        attribute_filter=allowed,
        allowed_classes=_classes(policy),
        set_tag_attribute_values={"img": {"loading": "lazy"}, "th": {"scope": "col"}},
        link_rel=None if policy.house else "nofollow ugc noopener noreferrer",
        url_schemes={"http", "https", "mailto"},
    )


def _attributes(policy: Policy) -> dict[str, set[str]]:
    both = {"ol": {"start"}, "div": {"tabindex", "role", "aria-label"}}
    if policy.house:
        headings = {f"h{level}": {"id"} for level in range(2, 5)}
        return {**both, **headings, "a": {"href", "rel"}, "img": {"src", "alt"}}
    picture = {"src", "alt", "width", "height", "srcset", "sizes"}
    return {**both, "a": {"href", "id"}, "li": {"id"}, "img": picture}


def _classes(policy: Policy) -> dict[str, set[str]]:
    framed = {"div": {"table"}}
    if policy.house:
        return framed
    said = {"a": {"mention"}, "p": {"link-card"}, "section": {"footnotes"}, "details": {"spoiler"}}
    return {**framed, **said, "li": {"task"}}
