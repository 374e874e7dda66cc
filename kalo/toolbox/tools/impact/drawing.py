"""What drawings of this tool share: words that fit, and shapes that follow the theme.

Each shape has its colour as an attribute, for paper, and a class, by which the page's style
(`frontend/css/tools/impact.css`) gives it the theme's.
"""

from html import escape

PAPER = {
    "ink": "#1b2430",
    "mute": "#515c68",
    "grid": "#c9c2b2",
    "box": "#f1ede4",
    "ours": "#cfe3e4",
    "theirs": "#dfe8c6",
    "first": "#7a5a06",
    "second": "#0d5c63",
    "others": "#5f3d82",
    "plain": "#ffffff",
}
LETTER = 0.56  # of the size, how wide a letter is on the average; Greek is no wider


def fits(text: str, wide: float, size: float, lines: int) -> list[str]:
    """The text in lines that are no wider; what does not fit ends in an ellipsis."""
    room = max(4, int(wide / (size * LETTER)))
    rows: list[str] = []
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, room)):
        longer = f"{line} {word}".strip()
        if len(longer) <= room:
            line = longer
            continue
        rows.append(line)
        line = word
    rows = [row for row in [*rows, line] if row]
    if len(rows) > lines:
        rows = [*rows[: lines - 1], rows[lines - 1][: room - 1].rstrip() + "…"]
    return rows


def _pieces(word: str, room: int) -> list[str]:
    return [word[at : at + room] for at in range(0, len(word), room)]


def words(
    x: float,
    y: float,
    text: str,
    size: float = 14,
    anchor: str = "start",
    look: str = "ink",
    bold: bool = False,
) -> str:
    """A line of words."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text class="im-{look}" x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" '
        f'font-family="Commissioner" text-anchor="{anchor}"{weight} fill="{PAPER[look]}">'
        f"{escape(text)}</text>"
    )


def line(path: str, look: str, wide: float = 1.5, dashes: str = "") -> str:
    """A line along a path."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="im-{look}-line" d="{path}" fill="none" stroke="{PAPER[look]}" '
        f'stroke-width="{wide:g}" stroke-linejoin="round"{dashed}/>'
    )


def shape(path: str, look: str, see_through: float = 1, edge: str = "") -> str:
    """A filled shape."""
    opacity = f' fill-opacity="{see_through:g}"' if see_through < 1 else ""
    stroke = f' stroke="{PAPER[edge]}"' if edge else ""
    edged = f" im-{edge}-line" if edge else ""
    return f'<path class="im-{look}{edged}" d="{path}" fill="{PAPER[look]}"{opacity}{stroke}/>'


def box(x: float, y: float, wide: float, high: float, round_: float = 8) -> str:
    """The path of a box with round corners."""
    r, w, h = round_, wide - 2 * round_, high - 2 * round_
    return (
        f"M{x + r:.1f} {y:.1f}h{w:.1f}a{r} {r} 0 0 1 {r} {r}v{h:.1f}a{r} {r} 0 0 1 -{r} {r}"
        f"h-{w:.1f}a{r} {r} 0 0 1 -{r} -{r}v-{h:.1f}a{r} {r} 0 0 1 {r} -{r}z"
    )


def picture(wide: float, high: float, parts: list[str], kind: str) -> str:
    """The whole drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="impact-{kind}" '
        f'viewBox="0 0 {wide:.0f} {high:.0f}">{"".join(parts)}</svg>'
    )
