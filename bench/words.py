"""Greek prose by chance: words of a fixed list, the same for the same seed."""

from random import Random

from kalo.kit.text import slug

# Of each word its root and its endings: the index meets many forms, as in real prose.
NOUNS = """
συνεταιρισμ|ός ού ό οί ών ούς; κοινότητ|α ας ες; εργασί|α ας ες; αλληλεγγύ|η ης; γειτονι|ά άς ές;
καταστατικ|ό ού ά ών; συνέλευσ|η ης; απόφασ|η ης; χρηματοδότησ|η ης; εργαστήρι|ο α;
πρόγραμμα|; προγράμματ|α ος; μάθημα|; μαθήματ|α ος; οικονομί|α ας ες; επιχείρησ|η ης;
δήμ|ος ου ο οι ων ους; γραφεί|ο ου α ων; προϊόν|; προϊόντ|α ος ων; υπηρεσί|α ας ες; πελάτ|ης η ες;
προμηθευτ|ής ή ές ών; τιμ|ή ής ές ών; κόστ|ος ους; έσοδ|ο α; έξοδ|ο α; ταμεί|ο ου α;
μέλ|ος ους η; ομάδ|α ας ες ων; ψήφ|ος ου οι; πρόεδρ|ος οι; γραμματεί|α ας; πρακτικ|ά ών;
αγορ|ά άς ές ών; λαϊκ|ή ής ές; κουζίν|α ας ες; φούρν|ος ου οι; καφενεί|ο ου α; βιβλί|ο ου α ων;
σχολεί|ο ου α ων; παιδ|ί ιού ιά ιών; γονι|ός ού είς; δάσκαλ|ος οι; εθελοντ|ής ή ές ών;
κήπ|ος ου οι ων; σπόρ|ος ου οι ων; χωράφι|; χωράφ|ια ιού; λάδι|; ελι|ά άς ές ών; κρασ|ί ιού ιά;
ενέργει|α ας ες; ρεύμα|; ρεύματ|ος α; πάνελ|; στέγ|η ης ες; κτίρι|ο α; δωμάτι|ο α;
δίκτυ|ο α; σύνδεσμ|ος οι; συμφωνί|α ας ες; σύμβασ|η ης; διαγωνισμ|ός ού οί ών;
μελέτ|η ης ες; σχέδι|ο α; στόχ|ος ου οι ων ους; αποτέλεσμα|; αποτελέσματ|α ος; βήμα|;
βήματ|α ος; ερώτησ|η ης; απάντησ|η ης; συζήτησ|η ης; ιδέ|α ας ες; πρότασ|η ης;
λύσ|η ης; ημέρ|α ας ες; εβδομάδ|α ας ες; μήν|ας α ες; χρόν|ος ου ια; ώρ|α ας ες;
απόγευμα|; πρωί|; δρόμ|ος ου οι ων; πλατεί|α ας ες; σταθμ|ός ού οί; λεωφορεί|ο ου α;
ποδήλατ|ο α; θάλασσ|α ας; χέρ|ι ια; μάτι|; μάτ|ια ιών; φων|ή ής ές; λόγ|ος ου οι ια ων;
γράμμα|; γράμματ|α ος; έγγραφ|ο α
"""
VERBS = """
θέλουμε μπορούμε ξέρουμε κάνουμε ψάχνουμε βρήκαμε φτιάξαμε γράψαμε διαβάσαμε συζητήσαμε
αποφασίσαμε μοιραστήκαμε ξεκινήσαμε τελειώσαμε προτείνω ρωτάω απαντώ σκέφτομαι νομίζω πιστεύω
χρειάζεται υπάρχει αρχίζει συνεχίζει βοηθάει στηρίζει πληρώνει κοστίζει αλλάζει μεγαλώνει
λειτουργεί δοκιμάζουμε μαθαίνουμε οργανώνουμε συμμετέχουμε καλούμε περιμένουμε ακούμε βλέπουμε
μένει φεύγει έρχεται δίνουμε παίρνουμε
"""
LITTLE = """
και να το της του η ο τα με για από που στο στη σε δεν θα μας είναι τους τις ένα μια πολύ πιο πώς
όταν αν όμως αλλά επίσης μόνο ήδη ακόμη τώρα μετά πριν εδώ εκεί μαζί χωρίς κάθε όλα λίγο πάντα
συχνά καλό μεγάλο μικρό νέο κοινό τοπικό απλό πρώτο επόμενο δικό ανοιχτό
"""
FIRST_NAMES = """
Μαρία Ελένη Κατερίνα Βασιλική Σοφία Αγγελική Γεωργία Δήμητρα Ιωάννα Χριστίνα Γιώργος Γιάννης
Δημήτρης Κώστας Νίκος Παναγιώτης Βασίλης Χρήστος Θανάσης Μιχάλης Αλίκη Θοδωρής Στέλιος Φωτεινή
Λευτέρης
"""
LAST_NAMES = """
Παπαδοπούλου Βλάχου Αγγέλου Νικολάου Γεωργίου Δημητρίου Ιωάννου Χρήστου Μακρή Ραπτάκη Σιδέρη
Καλλέργη Λιβαδά Μελά Ζερβού Θεοδώρου Κυριάκου Μανωλά Ξένου Ορφανού Πετράκη Ρήγα Σταύρου Τσολάκη
Φωκά
"""
SOUGHT = "μελισσοκομία"  # stands in twenty topics and nowhere else


def _forms(roots: str) -> list[str]:
    pairs = (entry.strip().split("|") for entry in roots.replace("\n", " ").split(";"))
    return [root + ending for root, endings in pairs for ending in endings.split() or [""]]


_nouns, _verbs, _little = _forms(NOUNS), VERBS.split(), LITTLE.split()


def sentence(chance: Random, length: int) -> str:
    """So many words, about half of them little ones, as in any text."""
    kinds = chance.choices((_little, _nouns, _verbs), (50, 38, 12), k=length)
    said = " ".join(chance.choice(kind) for kind in kinds)
    return said[0].upper() + said[1:] + "."


def post(chance: Random) -> str:
    """A contribution in Markdown: one to three paragraphs, now and then a list or a bold word."""
    parts = [_paragraph(chance) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
    if chance.random() < 0.08:
        parts.append("\n".join(f"- {sentence(chance, 4)}" for _ in range(3)))
    return "\n\n".join(parts)


def _paragraph(chance: Random) -> str:
    said = " ".join(sentence(chance, chance.randint(5, 14)) for _ in range(chance.randint(1, 4)))
    return f"**{chance.choice(_nouns)}**: {said}" if chance.random() < 0.1 else said


def title(chance: Random) -> tuple[str, str]:
    """What a topic or an event is called, and its name in the address."""
    called = sentence(chance, chance.randint(3, 8)).rstrip(".")
    return called, slug(called) or "topic"


def name(chance: Random) -> str:
    """A person's name; nobody's in particular."""
    return f"{chance.choice(FIRST_NAMES.split())} {chance.choice(LAST_NAMES.split())}"
