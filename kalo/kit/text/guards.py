"""What is taken out of a text, and what is refused, before anybody reads it as Markdown."""

import re

# Direction overrides make a link or a name read as something else.
_DIRECTION = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u2060-\u2065"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u206a-\u206f\ufeff\ufff9-\ufffb"
_HALVES = "\ud800-\udfff"  # of letters: JSON may bring one alone, and no page can be sent with it
_UNSEEN = re.compile(f"[{_CONTROL}{_DIRECTION}{_ZERO_WIDTH}{_HALVES}\U000e0000-\U000e0fff]")
# A joiner is wanted in one place: between two pictures that make one, as in a family.
_PICTURE = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_LONE_JOINER = re.compile(f"(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])")

_RUN = re.compile(r"([\[\]*_>()`]{20})[\[\]*_>()`]+")

PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
# More of these in one paragraph than anybody writes, and the parser would need too long.
_TOO_MANY = (
    (re.compile(r"\["), 120),
    (re.compile(r"[*_]+"), 600),
    (re.compile(r"`+|~+"), 600),
    (re.compile(r"://|www\.|@"), 150),
)
# A line of these alone says how many columns a table has.
_RULED = frozenset("|:->\t ")
_CELLS = 4_000


class TooLong(ValueError):
    """A text is longer than its place allows."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters, {limit} allowed")
        self.length, self.limit = length, limit


def clean(text: str) -> str:
    """Without control characters, direction overrides and letters nobody sees."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_JOINER.sub("", _UNSEEN.sub("", lines))


def shorten_runs(source: str) -> str:
    """No row of more than twenty brackets, stars and the like: the parser reads each again."""
    return _RUN.sub(r"\1", source)


def tangled(source: str) -> bool:
    """Whether a text is made to keep the parser busy; then it is shown as it was typed."""
    return any(_heavy(block) for block in PARAGRAPH_END.split(source))


def _heavy(block: str) -> bool:
    if any(len(sign.findall(block)) > most for sign, most in _TOO_MANY):
        return True
    lines = block.split("\n")
    ruled = (line.count("|") for line in lines if _RULED.issuperset(line))
    return max(ruled, default=0) * len(lines) > _CELLS
