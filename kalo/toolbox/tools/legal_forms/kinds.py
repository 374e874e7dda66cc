"""The legal forms by their keys: which are alike, what each is for, and by which fact."""

KOINSEP, VULNERABLE, SPECIAL = "koinsep", "koinsep-vulnerable", "koinsep-special"
WORKERS, KOISPE, FARMERS = "worker-cooperative", "koispe", "agricultural-cooperative"
ENERGY, ENERGY_2018, CIVIL = "energy-community", "energy-community-2018", "civil-cooperative"
NONPROFIT, ASSOCIATION = "civil-nonprofit", "association"
FORMS = (
    *(KOINSEP, VULNERABLE, SPECIAL, WORKERS, KOISPE, FARMERS, ENERGY, ENERGY_2018, CIVIL),
    *(NONPROFIT, ASSOCIATION),
)
KOINSEPS = (KOINSEP, VULNERABLE, SPECIAL)
ONLY_PEOPLE = (WORKERS, ASSOCIATION)  # natural persons alone are members
BY_LAW = (*KOINSEPS, WORKERS, KOISPE)

# What a form is for; what else it can be for besides.
PURPOSES: dict[str, tuple[tuple[str, ...], str]] = {
    VULNERABLE: (("vulnerable", "mental"), "koinsep-vulnerable-share-of-group"),
    SPECIAL: (("special",), "koinsep-special-share-of-group"),
    KOISPE: (("mental",), "koispe-unit"),
    FARMERS: (("farming",), "agricultural-cooperative-members"),
    ENERGY: (("energy",), "energy-community-purpose"),
}
SUITS: dict[str, tuple[tuple[str, str], ...]] = {
    "local": ((KOINSEP, "koinsep-law"),),
    "work": ((WORKERS, "worker-cooperative-members"),),
    "cause": ((ASSOCIATION, "association-profits"), (NONPROFIT, "civil-nonprofit-profits")),
}
GROUPS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "vulnerable": ((VULNERABLE, "koinsep-vulnerable-share-of-group", ""),),
    "special": ((SPECIAL, "koinsep-special-share-of-group", ""),),
    "mental": (
        (KOISPE, "koispe-members", "least"),
        (VULNERABLE, "koinsep-vulnerable-share-of-group", ""),
    ),
}
