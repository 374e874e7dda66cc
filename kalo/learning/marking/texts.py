"""Short texts: two that a person would call the same are the same."""

import unicodedata

from kalo.kit.text import fold, words


def same_words(one: str, other: str) -> bool:
    """True where accents, capitals, final sigma, spaces and punctuation are all that differs."""
    return _bare(one) == _bare(other)


def is_one_of(typed: str, accepted: list[str]) -> bool:
    """True where a typed text is one of those."""
    return any(same_words(typed, text) for text in accepted)


def _bare(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text)
    return " ".join(fold(word) for word in words(flat)) or fold(" ".join(flat.split()))
