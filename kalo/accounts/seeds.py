"""The sample people: believable, fixed, and saying of themselves that they are a sample."""

from datetime import timedelta

from sqlalchemy import select

from kalo.accounts.actions.groups import let_in, make_group
from kalo.accounts.actions.joining import make_person
from kalo.accounts.models import Group, Person
from kalo.accounts.passwords import hashed
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text import render

PASSWORD = "dokimi-dokimi"
GROUP = "Ομάδα Ρίζες (δείγμα)"
SAMPLE = "Πρόσωπο του δείγματος: δεν είναι πραγματικό."
# handle: name, roles, organisation, about, languages, days since joining
PEOPLE = {
    "maria": (
        *("Μαρία Καραγιάννη", {"facilitator"}, "Εργαστήρι συλλογικής μάθησης (δείγμα)"),
        "Συντονίζω εργαστήρια και ζωντανές συναντήσεις. Μου αρέσει να φεύγουμε όλοι με ένα "
        "επόμενο βήμα γραμμένο σε χαρτί.",
        *({"el", "en", "fr"}, 240),
    ),
    "giorgos": (
        *("Γιώργος Μελάς", {"adviser"}, "Συμβουλευτική συνεταιρισμών (δείγμα)"),
        "Απαντώ σε ερωτήσεις για καταστατικά, μερίδες και τα πρώτα βήματα ενός συνεταιρισμού. "
        "Όπου δεν είμαι βέβαιος το λέω και ψάχνουμε μαζί την πηγή.",
        *({"el", "en"}, 210),
    ),
    "despoina": (
        *("Δέσποινα Λαζαρίδου", set(), "Ομάδα Ρίζες (δείγμα)"),
        "Με πέντε γειτόνισσες ετοιμάζουμε μια ΚοινΣΕπ για μαγειρική με τοπικά προϊόντα. "
        "Ψάχνουμε κουζίνα με άδεια και κάποιον που έχει στήσει τιμολόγια από την αρχή.",
        *({"el"}, 95),
    ),
    "nikos": (
        *("Νίκος Παππάς", set(), "Συνεταιρισμός ποδηλάτων (δείγμα)"),
        "Επισκευάζω ποδήλατα και μαθαίνω λογιστικά με το ζόρι. Μπορώ να δείξω σε άλλους πώς "
        "χωρίζουμε τις βάρδιες ώστε να βγαίνει η εβδομάδα.",
        *({"el", "sq"}, 120),
    ),
    "anna": (
        *("Άννα Τσακίρη", {"moderator"}, ""),
        "Προσέχω τις συζητήσεις ώστε να χωράνε όλοι. Αν κάτι σε ενόχλησε, γράψε μου.",
        *({"el", "en", "gss"}, 260),
    ),
    "eleni": (
        *("Ελένη Δήμου", {"editor"}, "Σύνταξη της πλατφόρμας (δείγμα)"),
        "Γράφω και διορθώνω τα μαθήματα και τα κείμενα της βιβλιοθήκης. Στείλε μου λάθη και "
        "παραδείγματα.",
        *({"el", "en"}, 250),
    ),
    "admin": (
        *("Διαχείριση Δοκιμής", {"administrator"}, ""),
        "Ο λογαριασμός της διαχείρισης στο δείγμα.",
        *({"el", "en"}, 300),
    ),
    "iosif": (
        *("Ιωσήφ Χατζής", set(), ""),
        "Μόλις ήρθα. Δουλεύω σε εστιατόριο και θέλω να μάθω αν ένας συνεταιρισμός εργαζομένων "
        "είναι για εμάς.",
        *({"el", "ar"}, 2),
    ),
    "katerina": (
        *("Κατερίνα Ζαχαρίου", set(), ""),
        "Δουλεύω σε κομμωτήριο και μόλις έμαθα ότι υπάρχουν συνεταιρισμοί εργαζομένων.",
        *({"el"}, 0),
    ),
}


def seed_people() -> dict[str, Person]:
    """The sample people by handle; makes those who are missing, and their group."""
    here = db.session.scalars(select(Person).where(Person.sample, Person.handle.in_(PEOPLE)))
    people = {person.handle: person for person in here}
    missing = [handle for handle in PEOPLE if handle not in people]
    password_hash = hashed(PASSWORD) if missing else ""
    for handle in missing:
        people[handle] = _make(handle, password_hash)
    _make_group(people)
    return people


def _make(handle: str, password_hash: str) -> Person:
    name, roles, organisation, about, speaks, days = PEOPLE[handle]
    joined = clock.now() - timedelta(days=days)
    words = f"{about}\n\n*{SAMPLE}*"
    return make_person(
        name,
        f"{handle}@example.org",
        roles=roles,
        handle=handle,
        password_hash=password_hash,
        organisation=organisation,
        about=words,
        about_html=render(words),
        speaks=frozenset(speaks),
        joined_at=joined,
        confirmed_at=joined,
        sample=True,
    )


def _make_group(people: dict[str, Person]) -> None:
    if db.session.scalar(select(Group.id).where(Group.name == GROUP)):
        return
    about = "Η παρέα που ετοιμάζει μια ΚοινΣΕπ μαγειρικής. Η ομάδα ανήκει στο δείγμα."
    group = make_group(GROUP, about, people["admin"], people["despoina"])
    for handle in ("nikos", "iosif"):
        let_in(group, people[handle], people["despoina"])
