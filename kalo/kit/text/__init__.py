"""Greek text: finding, marking, sorting, addressing and rendering it. Pure functions."""

from kalo.kit.text.greek import (
    fold,
    fold_word,
    language_of,
    latin_key,
    latin_keys,
    mark,
    sort_key,
    stem,
    upper,
    words,
)
from kalo.kit.text.markdown import (
    HOUSE,
    MAX,
    PEOPLE,
    WORK,
    Policy,
    Speech,
    TooLong,
    clean,
    excerpt,
    plain,
    render,
)
from kalo.kit.text.slugs import slug

__all__ = [
    "HOUSE",
    "MAX",
    "PEOPLE",
    "WORK",
    "Policy",
    "Speech",
    "TooLong",
    "clean",
    "excerpt",
    "fold",
    "fold_word",
    "language_of",
    "latin_key",
    "latin_keys",
    "mark",
    "plain",
    "render",
    "slug",
    "sort_key",
    "stem",
    "upper",
    "words",
]
