"""Codes to be read aloud and typed on any keyboard; twelve letters are 59 bits of chance."""

import re
import secrets
import unicodedata

# Without 0 O, 1 I L and U: nobody has to ask which one it is.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
# A Greek keyboard has capitals that look the same.
_ALIKE = str.maketrans("ΑΒΕΖΗΚΜΝΡΤΥΧ", "ABEZHKMNPTYX")
# What stands before a code in the address of its page.
_BEFORE = re.compile(r".*/(?:CERTIFICATES|TICKET)/")


def new_code(length: int = LENGTH) -> str:
    """One that nobody has: "K7Q2-M9XT-4HPD"."""
    return _in_parts("".join(secrets.choice(LETTERS) for _ in range(length)))


def read_code(typed: str, length: int = LENGTH) -> str | None:
    """What was typed, as it is kept; None where no code is like that."""
    bare = unicodedata.normalize("NFD", typed[:100]).upper().translate(_ALIKE)
    bare = re.sub(r"[\W_]", "", _BEFORE.sub("", bare))
    return _in_parts(bare) if re.fullmatch(f"[{LETTERS}]{{{length}}}", bare) else None


def _in_parts(bare: str) -> str:
    """In fours, or in threes where that comes out even."""
    size = 3 if len(bare) % 4 else 4
    return "-".join(bare[start : start + size] for start in range(0, len(bare), size))
