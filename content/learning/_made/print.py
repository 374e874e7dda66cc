"""Print the worksheets anew: python content/learning/_made/print.py"""

from pathlib import Path

import typst

HERE = Path(__file__).parent
FONTS = HERE.parents[2] / "kalo" / "kit" / "fonts"
SHEETS = {"worksheet.typ": "sse-basics/my-map/worksheet.pdf"}

for source, paper in SHEETS.items():
    typst.compile(
        HERE / source,
        output=HERE.parent / paper,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
