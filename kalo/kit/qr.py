"""An address as a picture that a camera reads."""

import io

import segno
from markupsafe import Markup


def qr_svg(address: str, border: int = 2) -> str:
    """The picture of an address as SVG, dark on white."""
    kept = io.BytesIO()
    looks = {"border": border, "dark": "#1b2430", "light": "#ffffff"}
    drawn = segno.make(address, error="m", micro=False)
    drawn.save(kept, kind="svg", xmldecl=False, omitsize=True, **looks)
    return kept.getvalue().decode()


def qr_picture(address: str, words: str) -> Markup:
    """The same for a page, with words for whoever does not see it."""
    drawn = qr_svg(address).replace(
        "<svg ", f'<svg role="img" aria-label="{Markup.escape(words)}" ', 1
    )
    return Markup(drawn)
