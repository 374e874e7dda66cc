"""The blocks that reports are made of: plain data, in the language of the report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar

from flask_babel import gettext as _

Cell = str | int | float | Decimal | None  # a number stays a number in a spreadsheet


class Told(str):
    """A number in words of its own, where those of its column are said in other ways.

    A spreadsheet takes the number itself, in a look of Excel.
    """

    number: Decimal
    look: str

    def __new__(cls, words: str, number: Decimal | int | float, look: str) -> "Told":
        told = super().__new__(cls, words)
        told.number, told.look = Decimal(str(number)), look
        return told


class Linked(str):
    """A cell that leads somewhere; an address that begins with / is of this platform."""

    address: str

    def __new__(cls, words: str, address: str) -> "Linked":
        linked = super().__new__(cls, words)
        linked.address = address
        return linked


# How the numbers of a column are said: as they are, euro, hundredths (12.5 is "12.5%"), a year;
# euro with their cents where one of the column has some, so that they can be read under each other.
NUMBER, MONEY, PERCENT, AS_IT_IS = "number", "money", "percent", ""
CENTS = "cents"


@dataclass(frozen=True)
class Heading:
    """A heading; level 2 is the largest inside a report, whose title is level 1."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 2


@dataclass(frozen=True)
class Para:
    """A paragraph of plain words; a line break stays one."""

    kind: ClassVar[str] = "para"
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Points:
    """A list of plain sentences."""

    kind: ClassVar[str] = "points"
    items: Sequence[str]
    ordered: bool = False


def _is_broken(cell: Cell) -> bool:
    return isinstance(cell, float | Decimal) and Decimal(str(cell)) % 1 != 0


@dataclass(frozen=True)
class Table:
    """Rows under a header; the first cell of a row is its name. `said`: a way for each column."""

    kind: ClassVar[str] = "table"
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    said: Sequence[str] = ()
    sheet: str = ""  # the name of its sheet; the caption where none is given

    @property
    def is_wide(self) -> bool:
        """Whether a phone shows its rows one under the other: many columns, or long words."""
        cells = (cell for row in self.rows for cell in row[1:])
        return len(self.header) > 2 or any(isinstance(c, str) and len(c) > 40 for c in cells)

    def counts(self, column: int) -> bool:
        """Whether a column holds numbers and nothing else: then they stand under each other."""
        cells = [row[column] for row in self.rows if column < len(row)]
        said = [cell for cell in cells if cell not in (None, "")]
        return bool(said) and not any(isinstance(cell, str) for cell in said)

    def way(self, column: int) -> str:
        """How numbers of a column are said."""
        said = self.said[column] if column < len(self.said) else NUMBER
        return CENTS if said == MONEY and column in self._with_cents else said

    @cached_property
    def _with_cents(self) -> frozenset[int]:
        cells = ((at, cell) for row in self.rows for at, cell in enumerate(row))
        return frozenset(at for at, cell in cells if _is_broken(cell))


@dataclass(frozen=True)
class Stated:
    """A fact with where it comes from, the day somebody saw it there, and how sure we are.

    `kalo.toolbox.facts.Fact.stated()` makes one.
    """

    kind: ClassVar[str] = "stated"
    text: str
    value: str = ""
    source: str = ""
    address: str = ""
    checked: date | None = None
    mark: str = "seen"  # seen | old | general
    expired: bool = False  # "to be checked" stands beside it


@dataclass(frozen=True)
class Figure:
    """A drawing, what it shows in words, and the same as a table. The tool's code draws the SVG."""

    kind: ClassVar[str] = "figure"
    svg: str
    alt: str
    table: Table | None = None
    caption: str = ""


@dataclass(frozen=True)
class Notice:
    """Words in a frame: "plain", "warning" or "legal"."""

    kind: ClassVar[str] = "notice"
    text: str
    tone: str = "plain"


@dataclass(frozen=True)
class Ticks:
    """Things to do or to check: what, and whether it is done."""

    kind: ClassVar[str] = "ticks"
    items: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Link:
    """A way on: words and an address; one that begins with / is of this platform."""

    kind: ClassVar[str] = "link"
    text: str
    address: str


@dataclass(frozen=True)
class Facts:
    """Several facts under a line of words; on a page they can be folded away."""

    kind: ClassVar[str] = "facts"
    title: str
    items: Sequence[Stated]
    folded: bool = True


Block = Heading | Para | Points | Table | Stated | Figure | Notice | Ticks | Link | Facts


@dataclass(frozen=True)
class Report:
    """What a tool says to some answers."""

    title: str
    subtitle: str = ""
    blocks: Sequence[Block] = ()
    made_on: date | None = None
    language: str = "el"
    more: Mapping[str, Any] = field(default_factory=dict)  # of the tool's own, for its page
    folds: int = 0  # on a page, what stands under a heading of this level is folded away

    def is_named_above(self, block: Block) -> bool:
        """Whether the heading right over a table says what its caption would say again."""
        return id(block) in self._named_above

    @cached_property
    def _named_above(self) -> frozenset[int]:
        return frozenset(
            id(block)
            for over, block in pairwise(self.blocks)
            if isinstance(over, Heading) and isinstance(block, Table) and over.text == block.caption
        )

    def tables(self) -> Iterator[Table]:
        """Every table, those of drawings too."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Figure) and block.table:
                yield block.table


def legal_notice() -> Notice:
    """What stands where law or money is touched."""
    return Notice(
        _(
            "This is general information, not legal advice. Laws and amounts change: before you "
            "decide, look at the text in force and ask a lawyer or an accountant."
        ),
        "legal",
    )
