"""Questioning routes that a guide begins with, one for each kind of gathering.

A step is its share of the time, in percent, and its words; whoever leads puts the subject of the
gathering where the brackets stand.
"""

from typing import Any

Step = tuple[int, dict[str, Any]]


def _step(share: int, el: str, en: str, probes_el: str = "", probes_en: str = "") -> Step:
    words = {"question_el": el, "question_en": en}
    return share, {**words, "probes_el": probes_el, "probes_en": probes_en}


_FOCUS_GROUP = (
    _step(
        5,
        "Καλωσόρισμα: γιατί βρισκόμαστε εδώ, πώς μιλάμε, τι γίνεται με όσα λέμε;",
        "Welcome: why are we here, how do we talk, what happens with what we say?",
        "Δεν υπάρχει σωστή και λάθος απάντηση\nΜιλάει ένα άτομο τη φορά\nΌ,τι ακουστεί μένει εδώ, "
        "χωρίς ονόματα\nΖητάμε την άδεια όλων πριν γράψουμε ήχο",
        "There is no right or wrong answer\nOne person speaks at a time\nWhat is said stays here, "
        "without names\nWe ask everybody before we record sound",
    ),
    _step(
        8,
        "Άνοιγμα: πες μας το μικρό σου όνομα και κάτι που σου αρέσει εκεί όπου ζεις.",
        "Opening: tell us your first name and one thing you like where you live.",
        "Απαντά κάθε άτομο, σύντομα\nΞεκινάμε από διαφορετική πλευρά του κύκλου",
        "Everybody answers, briefly\nBegin from another side of the circle",
    ),
    _step(
        12,
        "Εισαγωγή: τι σου έρχεται στο μυαλό όταν ακούς [θέμα];",
        "Introductory: what comes to your mind when you hear [subject]?",
        "Πού το άκουσες πρώτη φορά;\nΤι εικόνα έχεις;",
        "Where did you first hear of it?\nWhat picture do you have?",
    ),
    _step(
        15,
        "Μετάβαση: πες μας μια φορά που [θέμα] μπήκε στη ζωή σου.",
        "Transition: tell us about a time when [subject] came into your life.",
        "Τι έγινε μετά;\nΠοιο άτομο βοήθησε;\nΤι θα ήθελες να είχε γίνει αλλιώς;",
        "What happened next?\nWho helped?\nWhat do you wish had gone differently?",
    ),
    _step(
        18,
        "Κεντρική ερώτηση 1: τι λείπει σήμερα;",
        "Key question 1: what is missing today?",
        "Μπορείς να δώσεις ένα παράδειγμα;\nΒλέπει κάποιο άτομο κάτι διαφορετικό;",
        "Can you give an example?\nDoes anybody see it differently?",
    ),
    _step(
        18,
        "Κεντρική ερώτηση 2: τι σε εμποδίζει, και τι σε βοηθάει;",
        "Key question 2: what holds you back, and what helps you?",
        "Τι από αυτά αλλάζει πιο εύκολα;\nΠοιο άτομο δεν έχουμε ακούσει ακόμη;",
        "Which of these is easiest to change?\nWhom have we not heard yet?",
    ),
    _step(
        12,
        "Κεντρική ερώτηση 3: αν αποφάσιζες εσύ, από πού θα ξεκινούσες;",
        "Key question 3: if you could decide, where would you begin?",
        "Με ποια άτομα;\nΤι θα χρειαζόταν πρώτα;",
        "With whom?\nWhat would be needed first?",
    ),
    _step(
        12,
        "Κλείσιμο: από όσα είπαμε, τι είναι για σένα το πιο σημαντικό; Τι ξεχάσαμε;",
        "Ending: of all we said, what matters most to you? What did we forget?",
        "Λέμε τη σύνοψη σε τρεις προτάσεις και ρωτάμε αν είναι σωστή\nΛέμε τι γίνεται μετά",
        "Say the summary in three sentences and ask if it is right\nSay what happens next",
    ),
)

_WORKSHOP = (
    _step(
        10,
        "Άνοιγμα: ποιες και ποιοι είμαστε, και με τι θέλουμε να φύγουμε;",
        "Opening: who are we, and what do we want to leave with?",
        "Ένας γύρος, μία πρόταση από κάθε άτομο\nΓράφουμε τις προσδοκίες σε σημείο που φαίνεται",
        "One round, one sentence each\nWrite the wishes where all can see them",
    ),
    _step(
        20,
        "Με λίγα λόγια: τι χρειάζεται να ξέρουμε για [θέμα];",
        "In short: what do we need to know about [subject]?",
        "Ένα παράδειγμα από εδώ κοντά\nΤι είναι ακόμη ασαφές;",
        "An example from nearby\nWhat is still unclear?",
    ),
    _step(
        35,
        "Δουλειά σε μικρές ομάδες: πώς το κάνουμε στη δική μας περίπτωση;",
        "Work in small groups: how do we do it in our own case?",
        "Τρία έως πέντε άτομα\nΚάποιο άτομο κρατάει τον χρόνο, κάποιο σημειώσεις\n"
        "Περνάμε από κάθε ομάδα",
        "Three to five people\nSomebody keeps the time, somebody takes notes\nVisit each group",
    ),
    _step(
        20,
        "Παρουσίαση: τι βρήκε κάθε ομάδα;",
        "Sharing: what did each group find?",
        "Τρία λεπτά η κάθε ομάδα\nΤι είναι κοινό;\nΠού διαφωνούμε;",
        "Three minutes for each group\nWhat do they have in common?\nWhere do we disagree?",
    ),
    _step(
        15,
        "Κλείσιμο: ποιο είναι το πρώτο βήμα, ποιο άτομο το κάνει, ως πότε;",
        "Ending: what is the first step, who takes it, by when?",
        "Γράφουμε τις δεσμεύσεις\nΤι κρατάω, τι θα άλλαζα στο εργαστήριο;",
        "Write down who promised what\nWhat do I keep, what would I change in the workshop?",
    ),
)

_DAY_CONFERENCE = (
    _step(
        10,
        "Καλωσόρισμα: τι θα γίνει σήμερα και πώς παίρνει κανείς τον λόγο;",
        "Welcome: what happens today, and how does one take the floor?",
        "Έξοδοι, διαλείμματα, προσβασιμότητα\nΠώς ρωτά όποιο άτομο είναι από μακριά",
        "Exits, breaks, access\nHow those who are elsewhere ask",
    ),
    _step(
        40,
        "Εισηγήσεις: ποια είναι η μία ιδέα που κρατάμε από καθεμία;",
        "Talks: what is the one idea to keep from each?",
        "Κρατάμε τον χρόνο με κάρτες\nΔύο ερωτήσεις μετά από κάθε εισήγηση",
        "Keep the time with cards\nTwo questions after each talk",
    ),
    _step(
        35,
        "Συζήτηση: τι σημαίνουν όλα αυτά για τον τόπο μας;",
        "Discussion: what does all this mean for our place?",
        "Ποιο άτομο δεν μίλησε ακόμη;\nΠού υπάρχει ήδη ένα παράδειγμα;",
        "Who has not spoken yet?\nWhere is there an example already?",
    ),
    _step(
        15,
        "Κλείσιμο: τι αποφασίζουμε να κάνουμε από αύριο;",
        "Ending: what do we decide to do from tomorrow?",
        "Σύνοψη σε πέντε προτάσεις\nΠού θα βρει κανείς το υλικό και τα πρακτικά",
        "Summary in five sentences\nWhere the materials and the minutes will be",
    ),
)

_OFFICE_HOURS = (
    _step(
        10,
        "Άνοιγμα: ποιες ερωτήσεις έφερε ο καθένας και η καθεμία;",
        "Opening: which questions did each of us bring?",
        "Τις γράφουμε όλες πριν απαντήσουμε\nΠοιες μοιάζουν;",
        "Write all of them down before answering\nWhich are alike?",
    ),
    _step(
        75,
        "Με τη σειρά: τι θέλεις να κάνεις, τι δοκίμασες ήδη, τι σε κρατάει;",
        "In turn: what do you want to do, what have you tried, what holds you back?",
        "Ίσος χρόνος για κάθε ερώτηση\nΈχει απαντήσει σε αυτό κάποιο άλλο άτομο εδώ;",
        "The same time for each question\nHas anybody else here solved this?",
    ),
    _step(
        15,
        "Κλείσιμο: ποιο είναι το επόμενο βήμα για κάθε ερώτηση;",
        "Ending: what is the next step for each question?",
        "Τι μένει για την επόμενη φορά;",
        "What is left for next time?",
    ),
)

ROUTES: dict[str, tuple[Step, ...]] = {
    "workshop": _WORKSHOP,
    "focus-group": _FOCUS_GROUP,
    "day-conference": _DAY_CONFERENCE,
    "office-hours": _OFFICE_HOURS,
}


def begun(kind: str, length: int) -> list[dict[str, Any]]:
    """The route of a kind, stretched to so many minutes: five at a time, together the whole."""
    steps, gone, share = [], 0, 0
    for part, words in ROUTES[kind]:
        share += part
        until = round(length * share / 100 / 5) * 5
        steps.append({**words, "minutes": until - gone})
        gone = until
    return steps
