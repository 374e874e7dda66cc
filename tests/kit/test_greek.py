"""Greek words meet whatever way they are typed, and strangers stay apart."""

import itertools
import re
from pathlib import Path

import pytest

from kalo.kit.text import (
    fold,
    language_of,
    latin_key,
    latin_keys,
    mark,
    sort_key,
    stem,
    upper,
    words,
)

FAMILIES = [
    line.split()
    for line in Path(__file__).with_name("word_forms.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]

# Written after the stemmer's rules; families of the platform's own pages.
MORE_FAMILIES = [
    line.split()
    for line in """
    υπηρεσία υπηρεσίες υπηρεσιών υπηρεσίας
    οικονομία οικονομίας οικονομίες
    κρίση κρίσεις κρίσεων κρίσης
    προϊόν προϊόντα προϊόντος προϊόντων
    αγόρι αγόρια αγοριού αγοριών
    χώρος χώροι χώρου χώρων χώρους
    πόλη πόλεις πόλεων πόλης
    μερίδιο μερίδια μεριδίων μεριδίου
    φορέας φορείς φορέων φορέα
    γραμματέας γραμματείς γραμματέα γραμματέων
    δημοτικός δημοτικού δημοτική δημοτικό δημοτικές δημοτικών
    καταστατικό καταστατικού καταστατικά καταστατικών
    ανοιχτός ανοιχτή ανοιχτό ανοιχτά ανοιχτοί ανοιχτούς ανοιχτών ανοιχτές
    βιβλίο βιβλία βιβλίου βιβλίων
    νέος νέοι νέα νέων νέες νέο νέου
    έτος έτη ετών έτους
    αξία αξίες αξιών αξίας
    χωριό χωριά χωριών χωριού
    φορολογία φορολογίας
    σχέδιο σχέδια σχεδίου σχεδίων
    νησί νησιά νησιού νησιών
    παλιός παλιά παλιό παλιοί
    """.strip().splitlines()
]


def _joined(families: list[list[str]]) -> float:
    pairs = [pair for family in families for pair in itertools.combinations(family, 2)]
    return sum(stem(one) == stem(other) for one, other in pairs) / len(pairs)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Αθήνα", "αθηνα"),
        ("ΣΥΝΕΤΑΙΡΙΣΜΟΣ", "συνεταιρισμοσ"),
        ("συνεταιρισμός", "συνεταιρισμοσ"),
        ("προϊόν ΠΡΟΪΟΝ", "προιον προιον"),
        ("μαΐου", "μαιου"),
        ("τῷ δήμῳ", "τω δημω"),
        ("Café", "cafe"),
        ("", ""),
    ],
)
def test_folding_forgets_case_accents_and_the_final_sigma(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


def test_the_forms_of_a_word_share_its_stem() -> None:
    assert _joined(FAMILIES) >= 0.97
    assert _joined(MORE_FAMILIES) >= 0.97


def test_different_words_of_the_field_never_share_a_stem() -> None:
    stems = [{stem(word) for word in family} for family in FAMILIES + MORE_FAMILIES]
    assert [pair for pair in itertools.combinations(stems, 2) if pair[0] & pair[1]] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("αγορά", "αγόρι"),
        ("αγορές", "αγόρια"),
        ("χώρα", "χώρος"),
        ("χώρες", "χώροι"),
        ("χώρα", "χωριό"),
        ("πόλη", "πολύ"),
        ("λόγος", "λογισμός"),
        ("κοινωνία", "κοινωνικός"),
        ("κοινωνία", "κοινός"),
        ("φόρος", "φορέας"),
        ("φόροι", "φορείς"),
        ("μέρος", "μερίδιο"),
        ("μέρος", "μέρα"),
        ("εταιρεία", "εταίρος"),
        ("δημότης", "δημοτικός"),
        ("πολίτης", "πολιτική"),
        ("μάθημα", "μάθηση"),
        ("κρίση", "κρίνω"),
    ],
)
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same letters once the accent is gone; only the exact word can tell them apart.
        ("νόμος", "νομός"),
        ("χωρών", "χώρων"),
        ("μερών", "μέρη"),
        # The same root, near enough in meaning.
        ("παραγωγός", "παραγωγή"),
        ("κάτοικος", "κατοικία"),
        ("εθελοντής", "εθελοντισμός"),
        ("ψήφος", "ψηφίζω"),
    ],
)
def test_what_a_stem_cannot_part_is_known(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_stem_needs_no_accent_and_is_never_tiny() -> None:
    assert stem("ΑΠΟΦΑΣΕΙΣ") == stem("απόφαση") == stem("αποφαση")
    assert [stem(word) for word in ("και", "ή", "", "4430", "ν4430")] == [
        *("και", "η", "", "4430", "ν4430")
    ]


def test_english_words_have_english_stems() -> None:
    assert stem("cooperatives") == stem("Cooperative")
    assert stem("events") == stem("event") != stem("even")


_PAIRS = """
    koinsep ΚοινΣΕπ, synetairismos συνεταιρισμός, sunetairismos συνεταιρισμοί
    sinetairismos συνεταιρισμών, synetairismoi συνεταιρισμού, allileggya αλληλέγγυα
    allilegya αλληλέγγυα, allilengya αλληλέγγυα, allhlegguh αλληλεγγύη, allilengyi αλληλεγγύης
    ekpaidefsi εκπαίδευση, ekpaideysh εκπαίδευση, ekpaideusi εκπαιδεύσεις, dimos δήμος
    dhmos δήμοι, xrimatodotisi χρηματοδότηση, chrimatodotisi χρηματοδότηση
    xrhmatodothsh χρηματοδοτήσεις, anakuklwsh ανακύκλωσης, symvoulio συμβούλιο
    symboulio συμβούλια, bibliothiki βιβλιοθήκη, vivliothhkh βιβλιοθήκες, biblio8hkh βιβλιοθήκη
    thesi θέση, 8esh θέσεις, thesh θέσεων, anaptyxi ανάπτυξη, anaptiksi ανάπτυξης
    psifoforia ψηφοφορίες, mpaino μπαίνω, benw μπαίνω, ypiresies υπηρεσία, yphresia υπηρεσιών
    koinwnikh κοινωνικό, koinoniki κοινωνικών, paidia παιδί, forum φόρουμ, aigaleo Αιγάλεω
    peristeri Περιστέρι, dytiki δυτικής, sygxronismos συγχρονισμός, synchronismos συγχρονισμού
    elegxos έλεγχοι, syndesmos σύνδεσμος, kratisi κρατήσεις, foreis φορέας, proionta προϊόν
    proion προϊόντα, thlefwno τηλέφωνα, aftodiaxirisi αυτοδιαχείρισης
    autodiacheirisi αυτοδιαχείριση, kafeneio καφενεία, sxoleia σχολείο, poleis πόλη
    taksidi ταξίδια, efxaristo ευχαριστώ, etaireies εταιρεία
"""
GREEKLISH = [tuple(pair.split()) for pair in re.split(r",|\n", _PAIRS.strip())]


@pytest.mark.parametrize(("typed", "meant"), GREEKLISH)
def test_latin_letters_find_the_greek_word(typed: str, meant: str) -> None:
    assert latin_keys(typed) & latin_keys(meant)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("agora", "αγόρι"),
        ("fasi", "βάση"),
        ("nomos", "δρόμος"),
        ("koinonia", "κοινωνική"),
        ("event", "εβδομάδα"),
        ("4430", "νόμος"),
    ],
)
def test_latin_letters_do_not_find_another_word(typed: str, other: str) -> None:
    assert not latin_keys(typed) & latin_keys(other)


def test_latin_keys_part_the_words_of_the_field() -> None:
    keys = [frozenset().union(*map(latin_keys, family)) for family in FAMILIES]
    assert [pair for pair in itertools.combinations(keys, 2) if pair[0] & pair[1]] == []


def test_a_typed_word_has_few_keys() -> None:
    assert latin_key("συνεταιρισμός") == latin_key("synetairismos") == "sineterismos"
    assert latin_keys("μέλος") == {"melos", "mel"}
    assert max(len(latin_keys(typed)) for typed, _ in GREEKLISH) <= 24
    assert len(latin_keys("bcxhu" * 8)) <= 200


@pytest.mark.parametrize(
    ("written", "capitals"),
    [
        ("Κοινωνική και αλληλέγγυα", "ΚΟΙΝΩΝΙΚΗ ΚΑΙ ΑΛΛΗΛΕΓΓΥΑ"),
        ("πολίτες", "ΠΟΛΙΤΕΣ"),
        ("προϊόν", "ΠΡΟΪΟΝ"),
        ("μαΐου", "ΜΑΪΟΥ"),
        ("Μάιος, ρολόι, άυλος", "ΜΑΪΟΣ, ΡΟΛΟΪ, ΑΫΛΟΣ"),
        ("αύριο, εύκολο, ούτε", "ΑΥΡΙΟ, ΕΥΚΟΛΟ, ΟΥΤΕ"),
        ("Ἀθῆναι", "ΑΘΗΝΑΙ"),
        ("café ή σχολή", "CAFÉ Η ΣΧΟΛΗ"),
    ],
)
def test_capitals_carry_no_tonos(written: str, capitals: str) -> None:
    assert upper(written) == capitals


def test_a_list_is_sorted_the_greek_way() -> None:
    ordered = [
        *("2026", "Άλφα", "αλφα βήτα", "Άρθρο 2", "άρθρο 10"),
        *("«Βήμα»", "Ήλιος", "Ωμέγα", "apple", "Zebra"),
    ]
    shuffled = ordered[::2] + ordered[1::2]
    assert sorted(shuffled, key=sort_key) == ordered


def test_words_are_what_stands_between_the_signs() -> None:
    assert words("Η Κ.ΑΛ.Ο. (ν. 4430/2016), e-ΚΑΛΟ· γι' αυτό;") == [
        *("Η", "ΚΑΛΟ", "ν", "4430", "2016", "e", "ΚΑΛΟ", "γι", "αυτό")
    ]
    assert words("μα\u0301θημα") == ["μάθημα"]


TEXT = (
    "Η πρώτη συνάντηση έγινε στο Περιστέρι με είκοσι ανθρώπους. "
    "Μιλήσαμε για τους συνεταιρισμούς της πόλης και για την ΚοινΣΕπ που στήνουμε. "
    "Το catering ήταν από συνεργατική κουζίνα της γειτονιάς, και όλοι έμειναν ως αργά."
)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("συνεταιρισμούς", "συνεταιρισμούς"),
        ("ΣΥΝΕΤΑΙΡΙΣΜΟΥΣ", "συνεταιρισμούς"),
        ("συνεταιρισμός", "συνεταιρισμούς"),
        ("sunetairismos", "συνεταιρισμούς"),
        ("koinsep", "ΚοινΣΕπ"),
        ("Catering", "catering"),
        ("peristeri", "Περιστέρι"),
    ],
)
def test_a_snippet_marks_the_word_as_it_stands_in_the_text(sought: str, found: str) -> None:
    marked = [piece for piece, hit in mark(TEXT, [sought], 90) if hit]
    assert marked == [found]


def test_a_snippet_shows_whole_words_and_dots_where_it_was_cut() -> None:
    pieces = mark(TEXT, ["κοινσεπ", "πόλη"], 70)
    shown = "".join(piece for piece, _ in pieces)
    assert [piece for piece, hit in pieces if hit] == ["πόλης", "ΚοινΣΕπ"]
    assert (shown[0], shown[-1]) == ("…", "…")
    assert set(shown.strip("…").split()) <= set(TEXT.split())
    assert len(shown) <= 72


def test_a_snippet_without_a_match_is_the_beginning() -> None:
    assert mark("Μικρό κείμενο.\n\nΤέλος", ["λείπει"]) == [("Μικρό κείμενο. Τέλος", False)]
    assert mark("", ["α"]) == []
    assert mark("α" * 500, ["β"], 50) == [("α" * 50, False), ("…", False)]


def test_initials_are_found_with_and_without_dots() -> None:
    assert ("Κ.ΑΛ.Ο.", True) in mark("Η Κ.ΑΛ.Ο. στη γειτονιά", ["καλο"])
    assert ("ΚΑΛΟ", True) in mark("Η e-ΚΑΛΟ στη γειτονιά", ["Κ.ΑΛ.Ο."])


def test_english_words_are_found_as_themselves() -> None:
    text = "A worker cooperative meets a share of the law, ο νόμος."
    assert [piece for piece, hit in mark(text, ["Cooperatives", "law"]) if hit] == [
        *("cooperative", "law")
    ]
    assert [piece for piece, hit in mark(text, ["nomos"]) if hit] == ["νόμος"]
    assert latin_key("share") in latin_keys("Share")


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Ν. 4412/2016, άρθρο 20", "el"),
        ("Ὁ νόμος", "el"),
        ("Όρια 2026-2027 (κανονισμός 2025/2152)", "el"),
        ("Buying Social, 2η έκδοση", "en"),
        ("Reserved contracts for certain services", "en"),
        ("2152", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_title_is_that_of_most_of_its_letters(title: str, language: str) -> None:
    assert language_of(title) == language
