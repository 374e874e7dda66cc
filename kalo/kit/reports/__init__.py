"""What people take along: a report of blocks, the same on a page, on paper and in a spreadsheet.

A tool, or another room, builds a `Report` of the blocks below and knows no format;
`written(report, "pdf")` makes a file of it. What people wrote is data in every one of them: no
markup, no formula.
"""

from kalo.kit.reports.blocks import (
    Block,
    Cell,
    Facts,
    Figure,
    Heading,
    Link,
    Linked,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    Ticks,
    Told,
    legal_notice,
)
from kalo.kit.reports.formats import FORMATS, Format, written

__all__ = [
    "FORMATS",
    "Block",
    "Cell",
    "Facts",
    "Figure",
    "Format",
    "Heading",
    "Link",
    "Linked",
    "Notice",
    "Para",
    "Points",
    "Report",
    "Stated",
    "Table",
    "Ticks",
    "Told",
    "legal_notice",
    "written",
]
