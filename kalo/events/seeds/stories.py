"""The sample's events: when, what, with whom."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Story:
    """One event of the sample; `day` counts from today, None is now."""

    title_el: str
    title_en: str
    summary_el: str
    summary_en: str
    about_el: str
    about_en: str
    day: int | None
    facilitator: str = "maria"
    kind: str = "workshop"
    hour: time = time(18, 0)
    hours: float = 2
    mode: str = "in-person"
    place: str = ""
    link: str = ""
    capacity: int | None = None
    seats: tuple[str, ...] = ()
    has_room: bool = False
    draft: bool = False
    cancelled: str = ""
    serves: str = ""  # the key of a step of another room, as its authors call it
    attended: tuple[str, ...] = ()
    theme: str = ""
    hall: str = ""  # the name of a room of the sample's places
    number: int | None = None  # in the sample's series


LAWYER = "p1-m6-l3/lawyer"  # a lesson of the first programme

STORIES = (
    Story(
        title_el="Από την ιδέα στην ομάδα",
        title_en="From the idea to the group",
        summary_el="Πώς βρίσκει μια ιδέα τους ανθρώπους της, πριν γίνει επιχείρηση.",
        summary_en="How an idea finds its people before it becomes an enterprise.",
        about_el="Φέραμε πέντε ιδέες, φύγαμε με δύο ομάδες. Τι συμφωνήσαμε:\n\n"
        "- πρώτα η ανάγκη, μετά η μορφή\n- κάθε άτομο λέει πόσες ώρες μπορεί να δώσει\n"
        "- την επόμενη φορά μιλάμε για το καταστατικό",
        about_en="We brought five ideas and left with two groups. What we agreed:\n\n"
        "- the need first, the legal form later\n- everybody says how many hours they can give\n"
        "- next time we talk about the statutes",
        day=-40,
        place="Αίθουσα συναντήσεων, Αιγάλεω",
        capacity=20,
        seats=("despoina", "nikos", "eleni", "iosif"),
        attended=("despoina", "nikos", "eleni"),
        theme="Ίδρυση και νομική μορφή",
        hall="Μεγάλη αίθουσα",
        number=1,
    ),
    Story(
        title_el="Ρώτα τη νομικό: ερωτήσεις του φθινοπώρου",
        title_en="Ask the lawyer: autumn questions",
        summary_el="Δύο ώρες ζωντανά, με μία ερώτηση από κάθε άτομο για τη μορφή της ομάδας του.",
        summary_en="Two hours live, with one question from each person about their group's form.",
        about_el="Ακούστηκαν εννιά ερωτήσεις. Πιο συχνή: πόσα μέλη χρειάζονται για να ξεκινήσουμε.",
        about_en="Nine questions were asked. The most frequent: how many members we need to start.",
        day=-9,
        facilitator="giorgos",
        mode="online",
        link="https://meet.example.org/nomiko",
        capacity=25,
        seats=("nikos", "despoina", "iosif", "eleni"),
        serves=LAWYER,
        attended=("nikos", "despoina"),
        theme="Ίδρυση και νομική μορφή",
    ),
    Story(
        title_el="Τι λείπει από τη γειτονιά μας",
        title_en="What our neighbourhood lacks",
        summary_el="Ομάδα εστίασης για τις ανάγκες που μένουν ακάλυπτες.",
        summary_en="A focus group about needs that nobody meets.",
        about_el="Μιλήσαμε για φροντίδα, για χώρους και για δουλειά. Η σύνοψη θα μπει εδώ.",
        about_en="We talked about care, about places and about work. The summary will be here.",
        day=-12,
        kind="focus-group",
        mode="online",
        link="https://meet.example.org/geitonia",
        capacity=8,
        seats=("despoina", "nikos", "giorgos", "eleni", "anna"),
        theme="Στέγαση και γειτονιά",
    ),
    Story(
        title_el="Κοινωνικές ρήτρες στις δημόσιες συμβάσεις",
        title_en="Social clauses in public contracts",
        summary_el="Ερωτήσεις και απαντήσεις, ζωντανά, με παραδείγματα από πραγματικούς όρους.",
        summary_en="Questions and answers, live, with examples of real terms.",
        about_el="Γράψε την ερώτησή σου στην αίθουσα. Απαντάμε με τη σειρά, "
        "πρώτα όσες μαζεύουν τις περισσότερες ψήφους.",
        about_en="Write your question in the room. We answer in turn, the most wanted first.",
        day=None,
        mode="online",
        link="https://meet.example.org/ritres",
        capacity=60,
        seats=("despoina", "nikos", "giorgos", "anna", "eleni"),
        has_room=True,
        theme="Δημόσιες συμβάσεις",
    ),
    Story(
        title_el="Πρώτα βήματα σε ένα κοινωνικό επιχειρηματικό σχέδιο",
        title_en="First steps of a social business plan",
        summary_el="Γεμίζουμε μαζί τον καμβά, κουτί κουτί, πάνω σε μια δική σου ιδέα.",
        summary_en="Together we fill in the canvas, box by box, for an idea of yours.",
        about_el="Φέρε μια ιδέα, ακόμη και μισή. Δεν χρειάζεται να ξέρεις κάτι από πριν.\n\n"
        "1. Για ποια ανάγκη μιλάμε\n2. Ποιες και ποιοι θα ωφεληθούν\n3. Από πού θα έρχονται έσοδα",
        about_en="Bring an idea, even half of one. You need to know nothing beforehand.\n\n"
        "1. Which need we speak of\n2. Who will benefit\n3. Where income will come from",
        day=3,
        mode="online",
        link="https://meet.example.org/kamvas",
        capacity=25,
        seats=("nikos", "iosif"),
        has_room=True,
        theme="Επιχειρηματικό σχέδιο",
        number=2,
    ),
    Story(
        title_el="Καλές πρακτικές στη φροντίδα",
        title_en="Good practices in care",
        summary_el="Συζήτηση για συνεταιρισμούς φροντίδας ηλικιωμένων.",
        summary_en="A talk about cooperatives that care for older people.",
        about_el="Η συζήτηση θα οριστεί ξανά.",
        about_en="A new date will be set.",
        day=6,
        place="Αίθουσα συναντήσεων, Ίλιον",
        capacity=30,
        cancelled="Ο χώρος δεν είναι διαθέσιμος εκείνη την ημέρα. Θα οριστεί νέα ημερομηνία.",
        theme="Φροντίδα και υγεία",
    ),
    Story(
        title_el="Στέγαση και συνεργατισμός",
        title_en="Housing and cooperation",
        summary_el="Ομάδα εστίασης: τι θα έκανε μια συνεταιριστική στέγαση εφικτή εδώ;",
        summary_en="A focus group: what would make cooperative housing possible here?",
        about_el="Μια μικρή παρέα, δύο ώρες, ερωτήσεις χωρίς σωστή απάντηση. "
        "Ό,τι πεις χρησιμοποιείται χωρίς το όνομά σου.",
        about_en="A small circle, two hours, questions without a right answer. "
        "What you say is used without your name.",
        day=9,
        kind="focus-group",
        place="Αίθουσα συναντήσεων, Χαϊδάρι",
        capacity=8,
        seats=("despoina", "nikos", "giorgos", "eleni", "anna", "iosif", "admin"),
        theme="Στέγαση και γειτονιά",
    ),
    Story(
        title_el="Ρώτα τη νομικό",
        title_en="Ask the lawyer",
        summary_el="Δίωρη ζωντανή συνάντηση: φέρνεις μία ερώτηση και ακούς τις απαντήσεις όλων.",
        summary_en="A two-hour live session: bring one question, hear the answers to all of them.",
        about_el="Γράψε την ερώτησή σου σε τρεις γραμμές πριν έρθεις: τι θέλετε να κάνετε, "
        "τι έχετε ήδη αποφασίσει, τι σας κρατάει.",
        about_en="Write your question in three lines before you come: what you want to do, "
        "what you have decided, what holds you back.",
        day=12,
        facilitator="giorgos",
        mode="online",
        link="https://meet.example.org/nomiko",
        capacity=25,
        seats=("iosif",),
        serves=LAWYER,
        theme="Ίδρυση και νομική μορφή",
    ),
    Story(
        title_el="Κοινωνικός αντίκτυπος στην πράξη",
        title_en="Social impact in practice",
        summary_el="Ημερίδα: πώς μετράμε αυτό που αλλάζει, χωρίς να χαθούμε στους αριθμούς.",
        summary_en="A day conference: measuring what changes without getting lost in numbers.",
        about_el="**Το πρωί** ακούμε, **το μεσημέρι** δοκιμάζουμε, **το απόγευμα** γράφουμε τους "
        "δικούς μας δείκτες.\n\nΥπάρχει ανελκυστήρας. Αν χρειάζεσαι διερμηνεία, γράψε μας.",
        about_en="**In the morning** we listen, **at noon** we try, **in the afternoon** we write "
        "our own indicators.\n\nThere is a lift. If you need interpretation, write to us.",
        day=16,
        kind="day-conference",
        hour=time(10, 0),
        hours=6.5,
        mode="hybrid",
        place="Αίθουσα εκδηλώσεων, Περιστέρι",
        link="https://meet.example.org/antiktypos",
        capacity=120,
        seats=("despoina", "giorgos", "eleni", "anna"),
        theme="Κοινωνικός αντίκτυπος",
        hall="Κεντρική αίθουσα",
    ),
    Story(
        title_el="Το καταστατικό χωρίς άγχος",
        title_en="The statutes without fear",
        summary_el="Διαβάζουμε ένα καταστατικό άρθρο άρθρο και γράφουμε το δικό μας προσχέδιο.",
        summary_en="We read statutes article by article and write a draft of our own.",
        about_el="Για ομάδες που ετοιμάζονται να ιδρύσουν ΚοινΣΕπ. Ο Γιώργος απαντά σε απορίες.",
        about_en="For groups about to found a social cooperative. Giorgos answers questions.",
        day=23,
        facilitator="giorgos",
        place="Αίθουσα συναντήσεων, Πετρούπολη",
        capacity=20,
        seats=("despoina", "iosif"),
        theme="Ίδρυση και νομική μορφή",
        number=3,
    ),
    Story(
        title_el="Δίκτυα και συνεργασίες",
        title_en="Networks and working together",
        summary_el="Προσχέδιο για τον επόμενο μήνα.",
        summary_en="A draft for next month.",
        about_el="Εδώ γράφουμε ακόμη.",
        about_en="We are still writing.",
        day=37,
        capacity=20,
        draft=True,
        theme="Δίκτυα και συνεργασίες",
        number=4,
    ),
)
