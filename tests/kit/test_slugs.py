"""Addresses read as a Greek would spell them in Latin letters."""

import pytest

from kalo.kit.text import slug


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Κοινωνική & Αλληλέγγυα Οικονομία", "koinoniki-allilengya-oikonomia"),
        ("Δημόσια διαβούλευση", "dimosia-diavoulefsi"),
        ("Ευχαριστώ, μπορούμε", "efcharisto-boroume"),
        ("αυτός αύριο εύκολο ευ αυγή", "aftos-avrio-efkolo-ef-avgi"),
        ("ηυξημένος", "ifximenos"),
        ("Μάιος άυλος αϋπνία", "maios-aylos-aypnia"),
        ("ΑΥΤΟΔΙΑΧΕΙΡΙΣΗ", "aftodiacheirisi"),
        ("Μπαίνω, λάμπω, κλαμπ", "baino-lampo-klab"),
        ("άγγελος έλεγχος Σφιγξ εγκύκλιος", "angelos-elenchos-sfinx-egkyklios"),
        ("συντονισμός", "syntonismos"),
        ("ψυχή ξένη θέση", "psychi-xeni-thesi"),
        ("ουρανός ού οὐρανός", "ouranos-ou-ouranos"),
        ("Κ.ΑΛ.Ο. 2026", "kalo-2026"),
        ("Ν. 4430/2016", "n-4430-2016"),
        ("Café Münster, Straße", "cafe-munster-strasse"),
        ("How we started a ΚοινΣΕπ", "how-we-started-a-koinsep"),
        ("  --  ", ""),
        ("!?…", ""),
        ("合作社", ""),
        ("😀", ""),
    ],
)
def test_a_title_becomes_an_address(title: str, address: str) -> None:
    assert slug(title) == address


def test_a_long_title_is_cut_at_a_word() -> None:
    title = "Πώς φτιάχνεται μια κοινωνική συνεταιριστική επιχείρηση στη Δυτική Αθήνα"
    assert slug(title) == "pos-ftiachnetai-mia-koinoniki-synetairistiki-epicheirisi-sti"
    assert slug(title, 20) == "pos-ftiachnetai-mia"
    assert slug("α" * 80) == "a" * 60
    assert slug("αβγ δεζ", 3) == "avg"


def test_an_address_is_plain() -> None:
    noise = slug("<script>alert('x')</script> ../../etc %2e%2e \u202eΑνάποδα\u0000 a_b")
    assert noise == "script-alert-x-script-etc-2e-2e-anapoda-a-b"
