"""The paper: two pages that say everything, to whoever sees them and to whoever does not."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from kalo.accounts.models import Person
from kalo.certificates.models import Certificate
from kalo.certificates.printing import print_certificate
from tests.conforming import faults_of
from tests.conftest import Browser
from tests.factories.certificates import AIDA, a_study, certificate_of, finish, for_real


def paper(browser: Browser, certificate: Certificate, prefix: str = "") -> PdfReader:
    answer = browser.get(f"{prefix}/certificates/{certificate.code}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert faults_of(answer.data) == []
    return PdfReader(io.BytesIO(answer.data))


def words(read: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read.pages))


def tags(read: PdfReader) -> list[Any]:
    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif hasattr(node, "get") and "/S" in node:
            yield node
            yield from walk(node.get("/K", []))

    return list(walk(read.root_object["/StructTreeRoot"]["/K"]))


def test_its_words_come_out_as_they_went_in(as_ada: Browser, certificate: Certificate) -> None:
    said = words(paper(as_ada, certificate))
    for each in (
        AIDA,
        "Βεβαίωση ολοκλήρωσης προγράμματος",
        "title 1 el",
        "25 ώρες",
        "4 Δεκεμβρίου 2026",
        "Μη τυπική εκπαίδευση: δεν απονέμει πιστωτικές μονάδες ECTS.",
        "Ξέρεις κάτι.",
        certificate.code,
        f"http://localhost{certificate.path}",
        "Σελίδα 2 από 2",
        "παρουσία σε 1 από 1",
    ):
        assert each in said
    assert "?" not in said


def test_all_eleven_elements_stand_in_a_table(as_ada: Browser, certificate: Certificate) -> None:
    read = paper(as_ada, certificate, "/en")
    said = words(read)
    labels = (
        "Learner",
        "Title",
        "Country and region of the issuer",
        "Awarding body",
        "Date of issuing",
        "Learning outcomes",
        "Notional workload",
        "Level of the qualifications framework (EQF)",
        "Type of assessment",
        "Form of participation",
        "Type of quality assurance",
    )
    places = [said.index(label, said.index("The eleven elements")) for label in labels]
    assert places == sorted(places)
    kinds = [tag["/S"] for tag in tags(read)]
    assert kinds.count("/TH") == 4
    assert kinds.count("/H1") == 1


def test_it_is_tagged_and_says_its_language_and_title(
    as_ada: Browser, certificate: Certificate
) -> None:
    for prefix, language, title in (
        ("", "el", "Βεβαίωση ολοκλήρωσης προγράμματος: title 1 el"),
        ("/en", "en", "Certificate of completion of a programme: title 1 en"),
    ):
        read = paper(as_ada, certificate, prefix)
        root = read.root_object
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert read.metadata
        assert read.metadata.title == title
        assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_the_picture_has_words_and_leads_to_the_page(
    as_ada: Browser, certificate: Certificate
) -> None:
    read = paper(as_ada, certificate)
    pictures = [tag["/Alt"] for tag in tags(read) if tag["/S"] == "/Figure"]
    assert pictures == ["Κωδικός QR που ανοίγει τη σελίδα όπου ελέγχεται αυτή η βεβαίωση"]
    notes = [note.get_object() for note in read.pages[0]["/Annots"]]
    targets = {note["/A"]["/URI"] for note in notes}
    assert targets == {f"http://localhost{certificate.path}"}
    assert len(notes) == 2


@pytest.mark.parametrize("outcomes", [0, 5, 25])
@pytest.mark.parametrize(
    "name", ["Ada", "Αλεξάνδρα-" * 7 + "Αικατερίν", "Ω" * 80], ids=["short", "long", "one word"]
)
def test_it_has_two_pages_however_much_it_says(
    app: Flask, make: Callable[..., Any], ada: Person, outcomes: int, name: str
) -> None:
    lines = [{"el": f"Εξηγείς το υπ' αριθμόν {n} με δικά σου λόγια, " * 2} for n in range(outcomes)]
    study = a_study(make, outcomes=lines, title_el="Ένας τίτλος που μακραίνει " * 6)
    finish(make, study, ada)
    certificate = certificate_of(ada, study.subject, name)
    with app.test_request_context("/"):
        read = PdfReader(io.BytesIO(print_certificate(certificate, "el")))
    assert len(read.pages) == 2
    said = words(read)
    assert said.replace(" ", "").count(name.replace(" ", "")) == 2
    for n in range(outcomes):
        assert said.count(f"αριθμόν {n} με δικά σου λόγια") == 2


def test_a_sample_says_so_in_its_words_too(
    app: Flask, as_ada: Browser, make: Callable[..., Any], ada: Person
) -> None:
    for_real(app, sample=True)
    study = a_study(make)
    finish(make, study, ada)
    read = paper(as_ada, certificate_of(ada, study.subject))
    assert "ΔΕΙΓΜΑ. Εκδόθηκε σε κοινότητα-δείγμα: δεν βεβαιώνει τίποτα." in words(read)


def test_only_its_holder_and_facilitators_have_it(
    as_person: Callable[..., Browser],
    as_ada: Browser,
    as_maria: Browser,
    mallory: Person,
    moderator: Person,
    certificate: Certificate,
) -> None:
    address = f"/certificates/{certificate.code}.pdf"
    codes = [browser.get(address).status_code for browser in (as_ada, as_maria)]
    others = [as_person(each).get(address).status_code for each in (mallory, moderator, None)]
    assert codes == [200, 200]
    assert others == [403, 403, 303]


def test_it_weighs_little(as_ada: Browser, certificate: Certificate) -> None:
    answer = as_ada.get(f"/certificates/{certificate.code}.pdf")
    assert len(answer.data) < 120_000
    assert answer.headers["Content-Disposition"] == (
        f'inline; filename="bebaiosi-{certificate.code}.pdf"'
    )
    assert answer.headers["Cache-Control"] == "private, no-store"
