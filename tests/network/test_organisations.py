"""A page of an organisation: asked for, looked at, changed by two at once, with its history."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person, StaffAct
from kalo.kit.db import db
from kalo.network.models import ASKED, KEEPS, LISTED, RESTING, Keeper, Organisation, Version
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.network import PROPOSED, TYPED, make_organisation

AT = "/network/kipos-allilengyis/"


def told(person: Person) -> list[tuple[str, str]]:
    """What a person was told: the kind, and where it leads."""
    mine = select(Notification).where(Notification.person_id == person.id)
    return [(n.kind, n.path) for n in db.session.scalars(mine.order_by(Notification.id))]


def one() -> Organisation:
    db.session.expire_all()
    return db.session.scalars(select(Organisation)).one()


def test_a_member_asks_staff_look_and_everybody_sees_it(
    as_ada: Browser, ada: Person, as_edna: Browser, edna: Person, client: Browser
) -> None:
    assert as_ada.post("/network/new", data=PROPOSED).location == AT
    assert (one().state, one().sectors) == (ASKED, {"green"})
    assert client.get(AT).status_code == 404
    assert "Περιμένει έλεγχο" in as_ada.get(AT).text
    assert told(edna) == [("network.asked", "/network/desk/")]
    assert "Κήπος Αλληλεγγύης" in as_edna.get("/network/desk/").text
    assert as_edna.post(f"{AT}listing").location == AT
    assert told(ada) == [("network.listed", AT)]
    page = client.get(AT).text
    for words in ("Κήπος Αλληλεγγύης", "Φυτεύουμε και φροντίζουμε", "Πράσινο και κηπουρική"):
        assert words in page
    assert "kipos@example.org" not in page + as_ada.get(AT).text
    kept = db.session.scalars(select(Keeper)).one()
    assert (kept.state, kept.person_id, kept.how) == (KEEPS, ada.id, "staff")
    acts = list(db.session.scalars(select(StaffAct.verb)))
    assert acts == ["listed an organisation"]
    assert "Garden of Solidarity" in client.get(f"/en{AT}").text


def test_whoever_looks_at_a_request_reads_what_its_member_is_there(
    as_ada: Browser, as_edna: Browser
) -> None:
    as_ada.post("/network/new", data=PROPOSED)
    asked = re.compile(r'href="/people/(\w+)">([^<]+)</a>.*?<p class="lines">([^<]*)</p>', re.S)
    panel = as_edna.get(AT).text.partition('id="decide"')[2].partition("</section>")[0]
    assert asked.findall(panel) == [("ada", "Ada", "Είμαι στη διοίκηση")]
    assert "Είμαι στη διοίκηση" not in as_ada.get(AT).text
    as_edna.post(f"{AT}listing")
    assert "Είμαι στη διοίκηση" not in as_edna.get(AT).text


def test_how_many_may_be_ticked_is_said_before_they_are(as_ada: Browser) -> None:
    page = as_ada.get("/en/network/new").text
    said = re.findall(r'<p class="hint" id="(\w+)-hint">Choose up to (\d), those that fit', page)
    assert said == [("sectors", "6"), ("services", "8"), ("needs", "8")]


def test_a_question_that_needs_a_look_is_named_without_a_second_sign(as_ada: Browser) -> None:
    got = as_ada.post("/en/network/new", data={**PROPOSED, "words": ""})
    said = re.findall(r'<p>(<a href="#words">.*?)</p>', got.text, re.S)
    assert [re.sub(r"<[^>]+>", "", each) for each in said] == ["What are you there? Fill this in."]
    named = as_ada.post("/en/network/new", data={**PROPOSED, "name_el": ""}).text
    assert re.findall(r'<p><a href="#name_el">Name in Greek</a>: ([^<]*)</p>', named) == [
        "Fill this in."
    ]


def test_what_is_missing_goes_back_and_is_mended(
    as_ada: Browser, ada: Person, as_edna: Browser
) -> None:
    as_ada.post("/network/new", data=PROPOSED)
    assert as_edna.post(f"{AT}return", data={"why": ""}).status_code == 422
    assert as_edna.post(f"{AT}return", data={"why": "Πού πάει το πλεόνασμα;"}).status_code == 303
    assert "Πού πάει το πλεόνασμα;" in as_ada.get(AT).text
    assert told(ada) == [("network.sent-back", AT)]
    changed = {**TYPED, "about_el": "Στο αποθεματικό.", "revision": "1"}
    assert as_ada.post(f"{AT}edit", data=changed).status_code == 303
    assert (one().why, one().about_el, one().state) == ("", "Στο αποθεματικό.", ASKED)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name_el": " "}, "Συμπλήρωσέ το."),
        ({"name_el": "Ω" * 100_000}, "Το πολύ 160 χαρακτήρες."),
        ({"form": "empire"}, "Άγνωστη επιλογή"),
        ({"website": "javascript:alert(1)"}, "Γράψε μια διεύθυνση που αρχίζει με https://"),
        ({"founded": "3000"}, "Γράψε ένα έτος από 1800 έως"),
        ({"people": "-1"}, "Γράψε έναν αριθμό από 0 έως 100000."),
        ({"sectors": [*"abc"]}, ""),
        ({"criteria": ""}, "Συμπλήρωσέ το."),
        ({"email": "nobody"}, "Αυτό δεν μοιάζει με διεύθυνση e-mail."),
    ],
)
def test_what_cannot_be_is_said_and_given_back(
    as_ada: Browser, changed: dict[str, str], sentence: str
) -> None:
    answer = as_ada.post("/network/new", data={**PROPOSED, **changed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Είμαι στη διοίκηση" in answer.text
    assert db.session.scalars(select(Organisation)).all() == []


def test_a_form_sent_twice_makes_one_and_a_sixth_waits(as_ada: Browser) -> None:
    for _time in range(2):
        as_ada.post("/network/new", data={**PROPOSED, "once": "key-number-one"})
    assert one().slug == "kipos-allilengyis"
    for _time in range(4):
        as_ada.post("/network/new", data=PROPOSED)
    answer = as_ada.post("/network/new", data=PROPOSED)
    assert answer.status_code == 422
    assert "Περιμένουν ήδη αρκετοί φορείς σου." in answer.text
    assert db.session.query(Organisation).count() == 5


def test_two_who_change_it_at_once_both_see_both_texts(
    as_person: Callable[..., Browser], ada: Person, grace: Person
) -> None:
    make_organisation("Κήπος", ada, grace)
    edit = "/network/kipos/edit"
    assert 'name="revision" type="hidden" value="1"' in as_person(ada).get(edit).text
    first = {**TYPED, "summary_el": "Της Άντας", "revision": "1"}
    assert as_person(ada).post(edit, data=first).status_code == 303
    second = {**TYPED, "summary_el": "Της Γκρέις", "revision": "1"}
    late = as_person(grace).post(edit, data=second)
    assert late.status_code == 409
    for words in ("Δύο εκδοχές", "Της Άντας", "Της Γκρέις", 'type="hidden" value="2"'):
        assert words in late.text
    assert one().summary_el == "Της Άντας"
    assert as_person(grace).post(edit, data={**second, "revision": "2"}).status_code == 303
    history = as_person(ada).get("/network/kipos/history").text
    assert re.findall(r"Εκδοχή (\d)", history) == ["3", "2"]
    assert "Grace" in history
    assert [(v.revision, v.by_id) for v in db.session.scalars(select(Version))] == [
        (2, ada.id),
        (3, grace.id),
    ]


def test_the_same_words_again_make_no_version(as_ada: Browser) -> None:
    as_ada.post("/network/new", data=PROPOSED)
    sent = {**TYPED, "revision": "1"}
    assert as_ada.post(f"{AT}edit", data=sent).status_code == 303
    assert one().revision == 1


def test_it_rests_and_comes_back(
    as_person: Callable[..., Browser], ada: Person, client: Browser
) -> None:
    make_organisation("Κήπος", ada)
    as_ada = as_person(ada)
    assert as_ada.post("/network/kipos/rest").status_code == 303
    assert one().state == RESTING
    assert client.get("/network/kipos/").status_code == 404
    assert "Εκτός καταλόγου" in as_ada.get("/network/kipos/").text
    as_ada.post("/network/kipos/rest/undo")
    assert one().state == LISTED
    assert client.get("/network/kipos/").status_code == 200


def test_what_was_typed_breaks_out_of_nothing(client: Browser) -> None:
    bad = '</script><script>alert("x")</script>'
    make_organisation("Κήπος", summary_el=bad, about_el=bad, register=bad, name_en=bad)
    page = client.get("/network/kipos/").text
    assert "<script>alert" not in page
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page)
    assert found
    said = json.loads(found[1])
    assert (said[0]["@type"], said[0]["name"], said[0]["description"]) == (
        *("Organization", "Κήπος", bad),
    )
    assert said[0]["address"]["addressLocality"] == "Περιστέρι"
    assert "email" not in said[0]


def test_a_search_finds_it_while_it_is_listed(
    as_person: Callable[..., Browser], ada: Person, client: Browser, work: Callable[[], int]
) -> None:
    make_organisation("Θερμοκήπιο", ada, state=RESTING)
    as_person(ada).post("/network/thermokipio/rest/undo")
    work()
    assert "/network/thermokipio/" in client.get("/search?q=θερμοκηπιο").text
    as_person(ada).post("/network/thermokipio/rest")
    work()
    assert "/network/thermokipio/" not in client.get("/search?q=θερμοκηπιο").text


def test_the_map_of_the_site_names_what_is_listed(client: Browser) -> None:
    make_organisation("Κήπος")
    make_organisation("Κρυφός", state=RESTING)
    found = client.get("/sitemap/network-0.xml").text
    assert "/network/kipos/" in found
    assert "/network/kryfos/" not in found


def test_a_guest_may_fill_it_in_before_they_have_an_account(
    client: Browser, as_ada: Browser
) -> None:
    page = client.get("/network/new").text
    assert "Για να το στείλεις χρειάζεται λογαριασμός" in page
    assert 'data-keep="organisation-new" data-from-guest hidden' in page
    assert 'method="post"' not in page[page.index("<main") : page.index("</main>")]
    mine = as_ada.get("/network/new").text
    assert 'data-keep="organisation-new" data-from-guest>' in mine
    assert client.post("/network/new", data=PROPOSED).status_code == 401
