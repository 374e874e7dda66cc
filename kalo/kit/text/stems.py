"""The letters and the stems that make two spellings of a word one word."""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import Stemmer

GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
LATIN = re.compile(r"[a-z]")
# Κ.ΑΛ.Ο. is one word, and is found by those who type ΚΑΛΟ.
INITIALS = re.compile(r"\b(?:[ΆΈ-ώ]{1,4}\.){2,}(?:[ΆΈ-ώ]{1,4}\b)?")
TOKEN = re.compile(INITIALS.pattern + r"|[^\W_]+")

_greek = Stemmer.Stemmer("greek", 0)
_english = Stemmer.Stemmer("english", 0)
# A PyStemmer object is not made for two threads at once.
_turn = Lock()

# Endings the Snowball stemmer treats differently from case to case; here each keeps one stem.
# The first rule that fits decides. A group is the stem.
_SAME_STEM = [
    re.compile(pattern)
    for pattern in (
        # κοινωνικός, κοινωνικό, κοινωνικών; and never the stem of κοινωνία
        r"(.{2,}ικ)(?:οσ|ο|ου|οι|ων|ουσ|α|η|ησ|εσ|ε)",
        # κρίση, κρίσεις, κρίσεων
        r"(.{2,}[σξψ])(?:η|ησ|εισ|εων|εωσ)",
        # παιδί, παιδιά, παιδιών
        r"(.{2,}ιδ)(?:ι|ια|ιο|ιου|ιων)",
        # ουσία, ουσίες; παλιός, παλιά; νησί, νησιών
        r"(.{2}[^αεηιουω])ι(?:οσ|ο|ου|οι|ων|ουσ|α|ασ|εσ|ε)",
        # φορολογία, φορολογίας
        r"(.{2,}λογ)(?:ια|ιασ|ιεσ|ιων)",
        # λογισμός beside λόγος: after a short root the ending is the word
        r"(.{2,4}ισμ)(?:οσ|ο|ου|οι|ων|ουσ|ε)",
    )
]

# Words that no rule parts or joins rightly: stem, then the folded forms that share it.
_EXCEPTIONS = {
    "νε": "νεοσ νεο νεου νεοι νεων νεουσ νεα νεασ νεεσ",
    "αγορι": "αγορι αγορια αγοριου αγοριων",
    "χωρο": "χωροσ χωρο χωρου χωροι χωρων χωρουσ",
    "χωρι": "χωριο χωριου χωρια χωριων",
    "αξι": "αξια αξιασ αξιεσ αξιων",
    "ετοσ": "ετοσ ετουσ ετη ετων",
    "πολυ": "πολυ πολυσ πολλοι πολλων πολλουσ πολλη πολλησ πολλεσ πολλα",
    "φορε": "φορεασ φορεα φορεισ φορεων",
    "μεροσ": "μεροσ μερουσ μερη μερων",
}
KNOWN = {form: stem for stem, forms in _EXCEPTIONS.items() for form in forms.split()}


def fold(text: str) -> str:
    """Lower case, no accents, one kind of sigma: what people type when they search."""
    # Marks go first: casefold would turn the iota under a letter into a letter of its own.
    return unicodedata.normalize("NFC", _bare(text).casefold()).replace("ς", "σ")


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text as they are written, without punctuation."""
    return [token.replace(".", "") for token in TOKEN.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=12_000)
def stem(word: str) -> str:
    """What the forms of a word have in common; English words have stems of their own."""
    folded = fold(word)
    if GREEK.search(folded):
        return _greek_stem(folded)
    return _cut(_english, folded) if folded.isascii() and folded.isalpha() else folded


def _greek_stem(folded: str) -> str:
    if folded in KNOWN:
        return KNOWN[folded]
    for rule in _SAME_STEM:
        if found := rule.fullmatch(folded):
            return found[1]
    return _mended(_cut(_greek, folded), folded)


def _cut(stemmer: Stemmer.Stemmer, folded: str) -> str:
    with _turn:
        short = stemmer.stemWord(folded)
    return short if len(short) > 2 else folded


def _mended(short: str, folded: str) -> str:
    """συνεργασίες meets συνεργασία; προϊόντα, προϊόν; γραμματέας, γραμματείς."""
    if len(short) < 5 or short.endswith("ει"):
        return short
    person = short.endswith("ε") and folded.endswith(("εα", "εασ"))
    return short[:-1] if person or short.endswith(("ι", "οντ")) else short
