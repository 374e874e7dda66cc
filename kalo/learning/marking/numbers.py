"""Numbers as people type them: 12,5 and 12.5, 1.234,56 and 1,234.56, 5 %."""

import re
import unicodedata

_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_NUMBER = re.compile(r"[-+]?(?:\d[\d.,']*(?: \d{3}(?!\d))*(?:[.,]\d+)?|[.,]\d+)")


def readings(typed: str) -> set[float]:
    """What a typed number may mean: 1.234 is two numbers, "twelve" and "10 to 12" are none.

    Words around it (a unit, a currency) do not count.
    """
    flat = unicodedata.normalize("NFKC", typed).translate(_SIGNS)
    found = _NUMBER.findall(" ".join(flat.split()))
    if len(found) != 1:
        return set()
    number = found[0].rstrip(".,'")
    return {*_read(number, ",", ".' "), *_read(number, ".", ",' ")}


def _read(number: str, point: str, between: str) -> set[float]:
    """The number, if `point` parts its decimals and one of `between` its thousands."""
    whole, _, rest = number.partition(point)
    grouped = rf"[-+]?\d{{1,3}}([{re.escape(between)}])\d{{3}}(?:\1\d{{3}})*"
    if not (re.fullmatch(grouped, whole) or re.fullmatch(r"[-+]?\d*", whole)):
        return set()
    if not re.fullmatch(r"\d*", rest) or not (whole.strip("+-") or rest):
        return set()
    digits = re.sub(rf"[{re.escape(between)}]", "", whole)
    return {float(f"{digits}.{rest}")}
