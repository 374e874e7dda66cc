"""Terms by the glossary, sentences that can be said in a breath, Greek as it is written."""

import re
from collections.abc import Iterator
from statistics import mean

from tests.learning.editor.corpus import Corpus, Fault, Programme, each_language
from tests.learning.editor.links import strings_in
from tests.learning.editor.prose import length_of, sentences_of

AVERAGE = {"el": 16, "en": 17}  # words of a sentence, in a lesson
LONGEST = 38
# What we do not say, and what we say instead; in brackets a foreign word may explain itself.
AVOIDED = {
    "el": {
        r"ΚΟΙΝΣΕΠ|ΚΟΙΝΣΕπ|ΚοινΣΕΠ|Κοινσεπ|Κοιν\.\s?Σ": "ΚοινΣΕπ",
        r"ΚΟΙΣΠΕ|Κοισπε|Κοι\.\s?Σ|ΚοιΣΠε": "ΚοιΣΠΕ",
        r"(?<!e-)(?<!ΟΙΚ\.)(?<!Φορέων )(?<!Κέντρα Στήριξης )ΚΑΛΟ|Κ\.Αλ\.Ο": "Κ.ΑΛ.Ο.",
        r"Συν\.\s?Εργ|ΣΥΝΕΡΓ\b|συνεταιρισμ\w+ εργαζόμενων": "Συνεταιρισμός Εργαζομένων",
        r"[Δδ]ιοικητική [Εε]πιτροπή": "Διοικούσα Επιτροπή",
        r"[Γγ]ενική [Σσ]υνάντηση": "Γενική Συνέλευση",
        r"δήμο\w*[- ]μέλη του ΑΣΔΑ": "δήμοι του Δυτικού Τομέα Αθηνών",
        r"\b4837/2021": "4873/2021",
        r"\b5177/2025": "nothing: it could not be tied to the subject",
        r"\bstakeholders?": "ενδιαφερόμενα μέρη",
        r"\bcrowdfunding": "συμμετοχική χρηματοδότηση",
        r"\bbudget": "προϋπολογισμός",
        r"\bcash ?flow": "ταμειακή ροή",
        r"\bfeedback": "ανατροφοδότηση",
        r"\bbusiness plan": "επιχειρηματικό σχέδιο",
        r"\bworkshops?\b": "εργαστήριο",
        r"\bdeadlines?\b": "προθεσμία",
        r"\bimpact\b": "αντίκτυπος",
        r"\bteam\b": "ομάδα",
        r"\w+(?:ος|ης|οι|ους|ές|ών|τές)/(?:-?(?:α|η|ες|ρια|τρια|ριες|τριες|ους|ών))\b": (
            "an inclusive form without a slash"
        ),
    },
    "en": {
        r"KOINSEP|Koin[Ss]ep|KoinSEP|Koin\.S": "KoinSEp",
        r"KOISPE|Koispe|KoiSpe": "KoiSPE",
        r"[Ww]orkers?['’] co-?op": "worker cooperative",
        r"\b[Cc]o-operative": "cooperative",
        r"[Ss]teering [Cc]ommittee": "managing committee",
        r"[Gg]eneral [Mm]eeting": "general assembly",
        r"[Pp]rogramme contract": "programme agreement",
        r"(?<!Labour )\b[Oo]rganiz|\b[Rr]ecogniz|\blabor\b|\bcenter\b": "British spelling",
        r"\b4837/2021": "4873/2021",
        r"\b5177/2025": "nothing: it could not be tied to the subject",
    },
}
_AVOIDED = {
    language: {re.compile(form): wanted for form, wanted in forms.items()}
    for language, forms in AVOIDED.items()
}
_BRACKETS = re.compile(r"\([^()]*\)")
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+|`[^`]*`")
_CAPITALS = re.compile(r"\b[^\W\d_a-zα-ω]{2,}\b")
_ACCENTED = re.compile(r"[ΆΈΉΊΌΎΏ]")
_DASH = re.compile(r"\s[—–]\s|—")
_PICTURE = re.compile(r"[\U0001F000-\U0001FAFF\uFE0F]")


def terms_are_ours(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """No term against the glossary, no foreign word where a Greek one lives."""
    for where, language, said in spoken(programme):
        bare = _ADDRESS.sub(" ", said)
        if language == "el":
            bare = _BRACKETS.sub(" ", bare)
        for form, wanted in _AVOIDED[language].items():
            if found := form.search(bare):
                yield Fault(where, f"says {found[0]!r}; we say {wanted}")


def spoken(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """Everything that a learner reads, with its language: lessons, banks, outline, glossary."""
    for lesson in programme.here:
        for language, where in each_language(lesson):
            front = {k: v for k, v in lesson.front[language].items() if k != "sources"}
            said = [front, *(block.said for block in lesson.blocks(language))]
            yield where, language, "\n".join([lesson.text(language), *strings_in(said)])
    for name, questions in programme.banks.items():
        for question in questions:
            for language in {"el", "en"} & set(question):
                where = f"{programme.slug}/banks/{name}.yaml {question['key']}"
                yield where, language, "\n".join(strings_in(question[language]))
    for file, said in (("programme.yaml", programme.outline), ("glossary.yaml", programme.terms)):
        for language in ("el", "en"):
            yield f"{programme.slug}/{file}", language, "\n".join(_of_language(said, language))


def _of_language(said: object, language: str) -> Iterator[str]:
    if isinstance(said, dict):
        if isinstance(said.get(language), str):
            yield said[language]
        for name, value in said.items():
            if name != "source":
                yield from _of_language(value, language)
    elif isinstance(said, list):
        for value in said:
            yield from _of_language(value, language)


def sentences_are_short(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """On the average 16 words in Greek and 17 in English, and none above 38."""
    for lesson in programme.here:
        for language, where in each_language(lesson):
            lengths = {one: length_of(one) for one in sentences_of(lesson.text(language))}
            average = mean(lengths.values())
            if average > AVERAGE[language]:
                most = AVERAGE[language]
                yield Fault(where, f"has {average:.1f} words in a sentence, {most} at most")
            for sentence, length in lengths.items():
                if length > LONGEST:
                    yield Fault(where, f"a sentence of {length} words: {sentence[:60]}…")


def capitals_have_no_accents(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """No accents on words in capitals, no dashes for effect, no little pictures."""
    for where, _language, said in spoken(programme):
        for word in _CAPITALS.findall(said):
            if _ACCENTED.search(word):
                yield Fault(where, f"{word}: capitals have no accents")
        if found := _DASH.search(said):
            at = found.start()
            yield Fault(where, f"a dash: …{said[max(0, at - 20) : at + 20]}…")
        if found := _PICTURE.search(said):
            yield Fault(where, f"a little picture: {found[0]}")
