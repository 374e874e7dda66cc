"""Who may see, reply and start: by members, groups and staff; two levels; what search finds."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Group, Membership
from kalo.forum.models import Category, CategoryGrant
from kalo.forum.queries import categories_for, latest_topics
from kalo.forum.queries.shelves import flat, shelves_around, shelves_for
from kalo.kit import clock
from kalo.kit.db import db
from kalo.search.actions import pay
from kalo.search.kinds import audiences
from tests.factories.forum import fresh, talk

FORM = {"title_el": "Ομάδα", "title_en": "", "about_el": "", "about_en": ""}


@pytest.fixture
def group(make: Any) -> Group:
    return make(Group, slug="g", name="Συντακτική ομάδα", made_at=clock.now())  # type: ignore[no-any-return]


@pytest.fixture
def other_group(make: Any) -> Group:
    return make(Group, slug="h", name="Άλλη ομάδα", made_at=clock.now())  # type: ignore[no-any-return]


@pytest.fixture
def inside(make: Any, make_person: Any, group: Group) -> Any:
    person = make_person("Iris")
    make(Membership, group_id=group.id, person_id=person.id, since=clock.now())
    return fresh(person)


@pytest.fixture
def as_editor(as_person: Any, make_person: Any) -> Any:
    return as_person(make_person("Edna", roles={"editor"}))


def the(slug: str) -> Any:
    return fresh(db.session.scalars(select(Category).where(Category.slug == slug)).one())


def grants() -> list[tuple[int, str]]:
    rows = select(CategoryGrant.group_id, CategoryGrant.can)
    return sorted((group, can) for group, can in db.session.execute(rows))


@pytest.fixture
def private(as_editor: Any, group: Group) -> Any:
    """A category that only the group sees."""
    sent = {**FORM, "see": "groups", "see_groups": str(group.id)}
    assert as_editor.post("/forum/categories/new", data=sent).status_code == 303
    return the("omada")


def test_a_category_for_a_group_is_there_for_the_group_and_for_moderators(
    client: Any, as_person: Any, private: Any, inside: Any, mallory: Any, moderator: Any,
    ada: Any, group: Group,
) -> None:  # fmt: skip
    assert (private.groups, grants()) == ({"see": [group.id]}, [(group.id, "see")])
    topic = talk(private, ada, "Μεταξύ μας", subject="lesson:17")
    for person, found in ((None, False), (mallory, False), (inside, True), (moderator, True)):
        browser = as_person(person)
        code = 200 if found else 404
        for path in ("/forum/c/omada/", topic.path, "/forum/latest?category=omada"):
            assert browser.get(path).status_code == code, (person, path)
        for path in ("/forum/", "/forum/unanswered", f"/people/{ada.handle}"):
            assert ("Μεταξύ μας" in browser.get(path).text) is found, (person, path)
        assert [row.id for row in latest_topics(person, 5)] == ([topic.id] if found else [])
        same = {c.slug for c in categories_for(person)}
        assert same == {shelf.slug for shelf in flat(shelves_for(person))}
        assert ("omada" in same) is found
        assert [shelf.slug for shelf in shelves_around("omada", person)] == ["omada"] * found


def test_search_finds_it_for_the_group_and_for_nobody_else(
    client: Any, as_person: Any, work: Any, private: Any, inside: Any, mallory: Any,
    moderator: Any, ada: Any, cafe: Any,
) -> None:  # fmt: skip
    talk(private, ada, "Αστρολάβος")
    talk(cafe, ada, "Αστρολάβος στο καφενείο")
    work()
    pay()
    found = {
        name: as_person(person).get("/search?q=αστρολαβος").text.count("/forum/t/")
        for name, person in (
            ("guest", None), ("member", mallory), ("inside", inside), ("moderator", moderator),
        )
    }  # fmt: skip
    assert found == {"guest": 0, "member": 1, "inside": 2, "moderator": 2}
    own = f"category-{private.id}"
    assert [own in audiences(p) for p in (None, mallory, inside, moderator)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_whoever_leaves_the_group_finds_it_no_more(
    as_person: Any, work: Any, private: Any, inside: Any, ada: Any
) -> None:
    topic = talk(private, ada, "Αστρολάβος")
    work()
    db.session.execute(Membership.__table__.delete())  # type: ignore[attr-defined]
    db.session.commit()
    browser = as_person(inside)
    assert browser.get(topic.path).status_code == 404
    assert "/forum/t/" not in browser.get("/search?q=αστρολαβος").text


@pytest.mark.parametrize(
    ("rule", "may"),
    [
        ("members", "inside mallory moderator"),
        ("groups", "inside moderator"),
        ("staff", "moderator"),
    ],
)
def test_who_replies_and_who_starts(
    as_person: Any, as_editor: Any, group: Group, inside: Any, mallory: Any, moderator: Any,
    ada: Any, rule: str, may: str,
) -> None:  # fmt: skip
    sent = {**FORM, "reply": rule, "start": rule}
    sent |= {"reply_groups": str(group.id), "start_groups": str(group.id)}
    as_editor.post("/forum/categories/new", data=sent)
    topic = talk(the("omada"), ada)
    people = {"inside": inside, "mallory": mallory, "moderator": moderator}
    new = {"title": "Ποιος ξέρει;", "category": "omada", "body": "Μια ερώτηση"}
    replied, started = set(), set()
    for name, person in people.items():
        browser = as_person(person)
        if browser.post(f"{topic.path}posts", data={"body": "Γεια"}).status_code == 303:
            replied.add(name)
        if browser.post("/forum/new", data=new).status_code == 303:
            started.add(name)
    assert (replied, started) == (set(may.split()), set(may.split()))
    assert as_person(None).get(topic.path).status_code == 200


def test_groups_without_a_group_are_refused(as_editor: Any, group: Group) -> None:
    page = as_editor.post("/forum/categories/new", data={**FORM, "see": "groups"})
    assert page.status_code == 422
    assert "Διάλεξε μια ομάδα, ή κάτι άλλο." in page.text
    assert "Συντακτική ομάδα" in page.text
    assert db.session.scalars(select(Category)).all() == []


def under(as_editor: Any, parent: Any, **more: str) -> Any:
    sent = {**FORM, "title_el": "Παιδί", "under": str(parent.id), **more}
    return as_editor.post("/forum/categories/new", data=sent)


def test_a_child_stands_under_its_parent_everywhere(
    as_editor: Any, category: Any, client: Any, as_person: Any
) -> None:
    assert under(as_editor, category).status_code == 303
    child = the("paidi")
    assert child.parent_id == category.id
    assert 'class="under"' in client.get("/forum/").text
    assert 'href="/forum/c/paidi/"' in client.get("/forum/c/agora/").text
    assert 'href="/forum/c/agora/"' in client.get("/forum/c/paidi/").text
    assert "Παιδί" in as_editor.get("/forum/categories/").text


def test_a_filter_by_category_holds_what_stands_under_it(
    as_editor: Any, category: Any, client: Any, ada: Any
) -> None:
    under(as_editor, category)
    talk(the("paidi"), ada, "Στο παιδί")
    assert "Στο παιδί" in client.get("/forum/latest?category=agora").text
    assert client.get("/forum/c/agora/").text.count("Στο παιδί") == 0


@pytest.mark.parametrize(
    ("parent", "child", "fits"),
    [
        ("everyone", "everyone", True), ("everyone", "groups", True),
        ("members", "everyone", False),
        ("members", "members", True), ("members", "staff", True), ("staff", "groups", False),
        ("groups", "members", False), ("groups", "groups", True), ("groups", "other", False),
    ],
)  # fmt: skip
def test_a_child_is_never_wider_than_its_parent(
    as_editor: Any, group: Group, other_group: Group, parent: str, child: str, fits: bool
) -> None:
    sent = {**FORM, "title_el": "Πάνω", "see": parent, "see_groups": str(group.id)}
    as_editor.post("/forum/categories/new", data=sent)
    groups = str(other_group.id if child == "other" else group.id)
    see = "groups" if child == "other" else child
    page = under(as_editor, the("pano"), see=see, see_groups=groups)
    assert page.status_code == (303 if fits else 422)
    if not fits:
        assert "Θα την έβλεπαν περισσότερα άτομα από όσα βλέπουν την «Πάνω»." in page.text
        assert 'value="Παιδί"' in page.text
        assert [c.slug for c in db.session.scalars(select(Category))] == ["pano"]


@pytest.mark.parametrize(
    ("child", "narrowed", "see"),
    [
        ("everyone", "members", "members"), ("everyone", "staff", "staff"),
        ("members", "groups", "groups"), ("staff", "members", "staff"),
        ("other", "groups", "staff"),
    ],
)  # fmt: skip
def test_narrowing_a_parent_narrows_what_stands_under_it(
    as_editor: Any, client: Any, category: Any, group: Group, other_group: Group, ada: Any,
    child: str, narrowed: str, see: str,
) -> None:  # fmt: skip
    other = {"see": "groups", "see_groups": str(other_group.id)}
    own = other if child == "other" else {"see": child}
    under(as_editor, category, **own)
    topic = talk(the("paidi"), ada)
    sent = {**FORM, "title_el": "Αγορά", "see": narrowed, "see_groups": str(group.id)}
    assert as_editor.post(f"/forum/categories/{category.id}/edit", data=sent).status_code == 303
    after = the("paidi")
    assert after.see == see
    assert after.groups.get("see", []) == ([group.id] if see == "groups" else [])
    assert client.get(topic.path).status_code == 404


def test_two_levels_and_no_third(as_editor: Any, category: Any, make: Any) -> None:
    under(as_editor, category)
    child = the("paidi")
    page = as_editor.post(
        "/forum/categories/new", data={**FORM, "title_el": "Εγγόνι", "under": str(child.id)}
    )
    assert page.status_code == 422
    upper = make(Category, slug="upper", title_el="Πάνω")
    sent = {**FORM, "title_el": "Αγορά", "under": str(upper.id)}
    page = as_editor.post(f"/forum/categories/{category.id}/edit", data=sent)
    assert page.status_code == 422
    assert "Έχει άλλες κατηγορίες μέσα της, άρα δεν μπαίνει σε άλλη." in page.text
    assert the("agora").parent_id is None


def test_categories_move_among_those_beside_them(as_editor: Any, category: Any, make: Any) -> None:
    make(Category, slug="last", title_el="Τελευταία", position=9)
    for name in ("Πρώτο", "Δεύτερο", "Τρίτο"):
        under(as_editor, category, title_el=name)
    third = the("trito")
    for _ in range(3):
        as_editor.post(f"/forum/categories/{third.id}/place", data={"way": "up"})
    db.session.expire_all()
    assert [c.slug for c in shelves_for(None)] == ["agora", "last"]
    assert [c.slug for c in shelves_for(None)[0].children] == ["trito", "proto", "deftero"]
    for slug in ("agora", "proto", "last"):  # a category's own page asks for what is around it
        near = flat(shelves_around(slug, None))
        beside = {"agora": ["agora", "trito", "proto", "deftero"], "proto": ["agora", "proto"]}
        assert [c.slug for c in near] == beside.get(slug, ["last"])


def test_a_category_keeps_what_its_topics_start_from(as_editor: Any, category: Any) -> None:
    url = f"/forum/categories/{category.id}/edit"
    sent = {**FORM, "asks": "y", "template_el": "Τι δοκίμασες;", "template_en": "What did you try?"}
    assert as_editor.post(url, data=sent).status_code == 303
    after = the("agora")
    assert (after.asks, after.template_el, after.template_en) == (
        True, "Τι δοκίμασες;", "What did you try?",
    )  # fmt: skip
    text = as_editor.get(url).text
    assert "Τι δοκίμασες;" in text
    assert "checked" in text
