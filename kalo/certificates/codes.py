"""The code of a certificate: 59 bits of chance, to be read aloud and typed on any keyboard."""

import re
import secrets
import unicodedata

# Without 0 O, 1 I L and U: nobody has to ask which one it is.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
# A Greek keyboard has capitals that look the same.
_ALIKE = str.maketrans("ΑΒΕΖΗΚΜΝΡΤΥΧ", "ABEZHKMNPTYX")
_SHAPE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")


def new_code() -> str:
    """One that nobody has: "K7Q2-M9XT-4HPD"."""
    return _in_fours("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))


def read_code(typed: str) -> str | None:
    """What was typed, as it is kept; None where no code is like that."""
    bare = unicodedata.normalize("NFD", typed[:100]).upper().translate(_ALIKE)
    bare = re.sub(r"[\W_]", "", bare.rpartition("/CERTIFICATES/")[2])
    return _in_fours(bare) if _SHAPE.fullmatch(bare) else None


def _in_fours(bare: str) -> str:
    return "-".join(bare[start : start + 4] for start in range(0, LENGTH, 4))
