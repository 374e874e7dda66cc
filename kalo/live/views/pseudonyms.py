"""Names for those who take part without theirs: the same in one room, another in the next."""

WORDS = (
    ("Αλκυόνα", "Kingfisher"), ("Ανεμώνη", "Anemone"), ("Αστερίας", "Starfish"),
    ("Βασιλικός", "Basil"), ("Γλάρος", "Gull"), ("Δάφνη", "Laurel"), ("Δελφίνι", "Dolphin"),
    ("Δρυς", "Oak"), ("Ελιά", "Olive"), ("Ζαφείρι", "Sapphire"), ("Ηλιοτρόπιο", "Sunflower"),
    ("Θυμάρι", "Thyme"), ("Ιππόκαμπος", "Seahorse"), ("Καλαμιά", "Reed"), ("Κοράλλι", "Coral"),
    ("Κυπαρίσσι", "Cypress"), ("Λεβάντα", "Lavender"), ("Λυγαριά", "Willow"),
    ("Μελισσούλα", "Bee"), ("Μυρτιά", "Myrtle"), ("Νυχτολούλουδο", "Moonflower"),
    ("Ξωτικό", "Elf"), ("Ορχιδέα", "Orchid"), ("Πεταλούδα", "Butterfly"), ("Πεύκο", "Pine"),
    ("Ρίγανη", "Oregano"), ("Ροδιά", "Pomegranate"), ("Σπουργίτι", "Sparrow"),
    ("Τζίτζικας", "Cicada"), ("Υάκινθος", "Hyacinth"), ("Φασκόμηλο", "Sage"),
    ("Χελιδόνι", "Swallow"), ("Χελώνα", "Turtle"), ("Ψαροπούλι", "Osprey"),
    ("Ωδικό αηδόνι", "Nightingale"),
)  # fmt: skip
STRIDE = 12  # has no factor in common with their number: each word comes once before any again


def pseudonym(number: int, room: int, language: str) -> str:
    """The name of the so-manieth who asked for one: words first, then words with a number."""
    turn, place = divmod(max(0, number - 1), len(WORDS))
    word = WORDS[(room + place * STRIDE) % len(WORDS)][language == "en"]
    return f"{word} {turn + 1}" if turn else word
