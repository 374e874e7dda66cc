"""One's own page, what others see of it, and letting go of everything."""

import io
import json
import zipfile

import pytest
from PIL import Image
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts import own_data
from kalo.accounts.models import Group, Membership, Person, SignIn, Token
from kalo.kit import clock, files
from kalo.kit.db import db
from kalo.kit.slots import _fillers
from tests.factories.accounts import PASSWORD, give_password, letters_to, link_in

ABOUT = {
    "name": "Ada Lovelace",
    "about": "**Μηχανές**",
    "organisation": "  Η  Ένωση ",
    "speaks": ["el", "gss"],
}


def picture(size=(40, 20)):
    kept = io.BytesIO()
    Image.new("RGB", size, "teal").save(kept, "PNG")
    kept.seek(0)
    return kept, "me.png"


def kept_ada(ada):
    return db.session.get_one(Person, ada.id)


def test_a_profile_is_saved_and_everybody_reads_it(as_ada, client, ada):
    answer = as_ada.post("/accounts/me/", data=ABOUT)

    assert (answer.status_code, answer.location) == (303, "/people/ada")
    page = client.get("/people/ada").text
    for words in (
        "Ada Lovelace",
        "<strong>Μηχανές</strong>",
        "Η Ένωση",
        "Ελληνική Νοηματική Γλώσσα",
    ):
        assert words in page


def test_a_profile_without_a_name_comes_back_with_its_words(as_ada, ada):
    answer = as_ada.post("/accounts/me/", data={**ABOUT, "name": ""})

    assert answer.status_code == 422
    assert "**Μηχανές**" in answer.text
    assert kept_ada(ada).about == ""


def test_what_people_write_about_themselves_is_cleaned(as_ada, client):
    as_ada.post("/accounts/me/", data={**ABOUT, "about": "<script>alert(1)</script>φίλη"})

    page = client.get("/people/ada").text
    assert "φίλη" in page
    assert "<script>alert" not in page


def test_a_picture_is_kept_shown_replaced_and_taken_away(as_ada, client, ada, work):
    as_ada.post("/accounts/me/", data={**ABOUT, "picture": picture()})
    first = kept_ada(ada).picture
    shown = client.get(f"/files/{first}")
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert Image.open(io.BytesIO(shown.data)).size == (256, 256)
    assert f'src="/files/{first}" alt="Ada Lovelace"' in client.get("/people/ada").text

    as_ada.post("/accounts/me/", data=ABOUT)
    assert kept_ada(ada).picture == first
    as_ada.post("/accounts/me/", data={**ABOUT, "picture": picture()})
    second = kept_ada(ada).picture
    as_ada.post("/accounts/me/", data={**ABOUT, "without": "y"})
    work()
    assert [client.get(f"/files/{name}").status_code for name in (first, second)] == [404, 404]
    assert kept_ada(ada).picture is None


def test_what_is_no_picture_is_refused_and_the_words_come_back(as_ada, ada):
    letter = io.BytesIO(b"not a picture"), "me.png"
    answer = as_ada.post("/accounts/me/", data={**ABOUT, "picture": letter})

    assert answer.status_code == 422
    assert "**Μηχανές**" in answer.text
    assert kept_ada(ada).picture is None


@pytest.mark.parametrize(
    "name", ["../kalo.db", "people/..%2f..%2fkalo.db", "people/none.webp", "people"]
)
def test_no_other_file_is_given_out(client, name):
    assert client.get(f"/files/{name}").status_code == 404


def test_a_file_that_is_no_picture_is_for_keeping_not_for_running(client):
    files.write("papers/one.html", b"<script>alert(1)</script>")
    answer = client.get("/files/papers/one.html")

    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_preferences_are_saved_and_the_device_remembers_the_theme(as_ada, ada):
    chosen = {"language": "en", "theme": "dark"}
    assert as_ada.post("/accounts/me/preferences", data=chosen).status_code == 303

    kept = kept_ada(ada)
    assert (kept.language, kept.theme, kept.letters) == ("en", "dark", False)
    assert as_ada.get_cookie("theme").value == "dark"
    assert 'data-theme="dark"' in as_ada.get("/accounts/me/preferences").text


def test_a_preference_that_does_not_exist_comes_back(as_ada):
    answer = as_ada.post("/accounts/me/preferences", data={"language": "xx", "theme": "dark"})
    assert answer.status_code == 422


def test_rooms_add_to_the_public_page(client, ada, monkeypatch):
    seen = []
    fill = lambda person, viewer: seen.append((person.id, viewer)) or "<p>Δέκα γνώμες</p>"  # noqa: E731
    monkeypatch.setitem(_fillers, "person-profile", [(1, fill)])

    assert "<p>Δέκα γνώμες</p>" in client.get("/people/Ada").text
    assert seen == [(ada.id, None)]


@pytest.fixture
def stub_room(monkeypatch):
    """A room that holds something of people."""
    monkeypatch.setitem(
        own_data._rooms,
        "stub",
        lambda person: {"words": [f"of {person.name}"], "files": {"note.txt": b"a note"}},
    )


def test_own_data_comes_as_one_zip_with_a_part_from_each_room(as_ada, ada, make, stub_room):
    group = make(Group, slug="rizes", name="Ρίζες", made_at=clock.now())
    make(Membership, group_id=group.id, person_id=ada.id, owner=True, since=clock.now())
    as_ada.post("/accounts/me/", data={**ABOUT, "picture": picture()})

    answer = as_ada.get("/accounts/me/data.zip", buffered=True)
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=e-kalo-ada-")
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    account = json.loads(packed.read("accounts.json"))
    assert (account["account"]["email"], account["account"]["speaks"]) == (ada.email, ["el", "gss"])
    assert [place["name"] for place in account["groups"]] == ["Ρίζες"]
    assert len(account["signed_in"]) == 1
    assert packed.read("accounts/picture.webp")[:4] == b"RIFF"
    assert json.loads(packed.read("stub.json")) == {"words": ["of Ada Lovelace"]}
    assert packed.read("stub/note.txt") == b"a note"
    assert "Ada Lovelace" in packed.read("README.txt").decode()


@pytest.fixture
def gone():
    """The people whom the other rooms were asked to let go of, as they were then."""
    left = []

    def hear(person, **_):
        left.append((person.id, person.name))

    with signals.person_left.connected_to(hear):
        yield left


def test_who_leaves_is_erased_and_is_a_former_member(as_ada, ada, client, gone, work):
    give_password(ada)
    as_ada.post("/accounts/me/", data={**ABOUT, "picture": picture()})
    as_ada.post("/accounts/me/email", data={"email": "new@example.org"})
    work()

    answer = as_ada.post("/accounts/me/leaving", data={"password": PASSWORD})

    former = kept_ada(ada)
    assert (answer.location, gone) == ("/", [(ada.id, "Ada Lovelace")])
    assert (former.name, former.email, former.about, former.about_html) == ("", None, "", "")
    assert (former.handle, former.picture) == (f"former-{ada.id}", None)
    assert (former.password_hash, former.speaks, former.organisation) == (None, frozenset(), "")
    assert former.erased_at is not None
    assert letters_to("ada@example.org") == []
    for table in (SignIn, Token, Membership):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    for address in ("/people/ada", f"/people/former-{ada.id}"):
        assert client.get(address).status_code == 404
    assert as_ada.get("/accounts/me/").status_code == 303


def test_a_wrong_password_erases_nobody(as_ada, ada, gone):
    give_password(ada)

    for typed in ("", "not the one"):
        answer = as_ada.post("/accounts/me/leaving", data={"password": typed})
        assert answer.status_code == 422
    assert (gone, kept_ada(ada).erased_at) == ([], None)


def test_who_has_no_password_leaves_by_a_letter(as_ada, ada, client, gone):
    assert as_ada.post("/accounts/me/leaving").location == "/accounts/letter"
    link = link_in(letters_to(ada.email)[0])

    assert "Διαγραφή λογαριασμού: Ada" in client.get(link).text
    assert gone == []
    assert client.post(link).location == "/"
    assert gone == [(ada.id, "Ada")]
    assert client.post(link).status_code == 410


def test_the_only_administrator_stays(as_person, administrator, gone):
    give_password(administrator)

    answer = as_person(administrator).post("/accounts/me/leaving", data={"password": PASSWORD})
    assert answer.status_code == 422
    assert "Δεν υπάρχει άλλο άτομο στη διαχείριση." in answer.text
    as_person(administrator).post("/accounts/me/data")
    assert gone == []


@pytest.mark.parametrize("who", ["", None])
def test_a_name_that_is_gone_is_a_former_members(app, ada, who):
    words = app.jinja_env.globals["person_name"]
    with app.test_request_context("/"):
        assert (words(who), words(ada), words("Grace")) == ("πρώην μέλος", "Ada", "Grace")


def test_being_signed_in_costs_a_page_one_statement(client, as_ada, ada, queries_run):
    url = "/people/nobody"
    counted = []
    for browser in (client, as_ada):
        queries_run.clear()
        browser.get(url)
        counted.append([q for q in queries_run if "accounts_" in q and q.startswith("SELECT")])

    assert len(counted[1]) == len(counted[0]) + 1
