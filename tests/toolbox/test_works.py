"""Works: kept, saved by several, brought back, copied, taken over; nothing is lost."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Group, Membership, Person
from kalo.accounts.own_data import everything_of
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.logs import safe_path
from kalo.kit.once import Submission
from kalo.toolbox.actions.leaving import forget_old_works
from kalo.toolbox.models import Comment, Link, Version, Work
from tests.conftest import HTMX, Browser

KEEP = "/toolbox/tools/garden/works"
TYPED = {"name": "Κήπος", "people": "12", "costs.k1.what": "Χώμα", "costs.k1.amount": "300"}
ANSWERS = '{"name": "Κήπος", "people": 12, "costs": [{"id": "k1", "what": "Χώμα", "amount": 300}]}'


def keep(browser: Browser, title: str = "Ο κήπος μας", **more: str) -> str:
    """Keep the garden; answers the path of its page."""
    got = browser.post(KEEP, data={"title": title, "answers": ANSWERS, **more})
    assert got.status_code == 303, got.text
    return str(got.location).partition("?")[0]


def save(browser: Browser, path: str, revision: int, once: str = "", **changed: str) -> Any:
    """Send the form of a work as it was drawn from a revision."""
    sent = {**TYPED, "_revision": str(revision), "once": once or f"key-{revision}-{changed}"[:60]}
    return browser.post(path, data={**sent, **changed})


def the_work() -> Work:
    work = db.session.scalar(select(Work))
    assert work is not None
    return work


def link_of(browser: Browser, path: str, can: str) -> str:
    """Make a link; answers its path, which is shown once."""
    got = browser.post(f"{path}links", data={"can": can, "label": "Για τη Γιώτα"})
    assert got.status_code == 200
    found = re.search(r'id="made-link" value="http://localhost(/[^"]+)"', got.text)
    assert found
    return found[1]


def test_the_way_to_keep_asks_for_a_name_and_brings_the_answers(
    as_ada: Browser, garden: Any
) -> None:
    page = as_ada.post("/toolbox/tools/garden/keeping", data=TYPED)
    assert 'value="Κήπος"' in page.text  # the first words that were written
    path = keep(as_ada)
    work = the_work()
    assert (path, work.title, work.revision) == (f"/toolbox/works/{work.id}/", "Ο κήπος μας", 1)
    assert work.answers["costs"] == [{"id": "k1", "what": "Χώμα", "amount": 300.0}]
    got = as_ada.get(path)
    for words in (
        "Ο κήπος μας",
        'value="Χώμα"',
        "Ada",
    ):
        assert words in got.text
    assert "Ο κήπος μας" in as_ada.get("/toolbox/works/").text


def test_a_name_that_is_missing_loses_no_answer(as_ada: Browser, garden: Any) -> None:
    got = as_ada.post(KEEP, data={"title": " ", "answers": ANSWERS})
    assert got.status_code == 422
    assert "Χώμα" in got.text
    back = as_ada.post("/toolbox/tools/garden/reopening", data={"answers": ANSWERS})
    assert 'value="Χώμα"' in back.text


def test_a_work_is_there_for_nobody_else(
    as_ada: Browser, as_person: Any, garden: Any, administrator: Person, mallory: Person
) -> None:
    path = keep(as_ada)
    for who in (None, mallory, administrator):
        for door in ("", "history", "answers.json", "export/json"):
            assert as_person(who).get(path + door).status_code == 404
        assert save(as_person(who), path, 1, name="Άλλο").status_code == 404
    assert the_work().answers["name"] == "Κήπος"


def test_two_people_change_different_answers(as_ada: Browser, client: Browser, garden: Any) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    assert save(as_ada, path, 1, name="Κήπος της Άντας").status_code == 303
    got = save(client, shared, 1, people="30", **{"costs.n1.what": "Νερό"})
    assert got.status_code == 303
    work = the_work()
    assert (work.answers["name"], work.answers["people"]) == ("Κήπος της Άντας", 30)
    assert [row["id"] for row in work.answers["costs"]] == ["k1", "n1"]


def test_the_same_answer_changed_twice_shows_both_texts(
    as_ada: Browser, client: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    save(as_ada, path, 1, **{"costs.k1.what": "Χώμα της Άντας"})
    got = save(client, shared, 1, **{"costs.k1.what": "Χώμα άλλου", "people": "30"})
    assert got.status_code == 409
    for words in ("Χώμα της Άντας", 'value="Χώμα άλλου"', 'name="_revision" value="2"'):
        assert words in got.text
    assert the_work().answers["costs"][0]["what"] == "Χώμα της Άντας"
    taken = {**TYPED, "_revision": "2", "_conflict": "costs.k1.what", "_theirs": "costs.k1.what"}
    drawn = client.post(f"{shared}drawn", data={**taken, "costs.k1.what": "Χώμα άλλου"})
    assert 'value="Χώμα της Άντας"' in drawn.text
    assert save(client, shared, 2, **{"costs.k1.what": "Χώμα άλλου"}).status_code == 303
    assert the_work().answers["costs"][0]["what"] == "Χώμα άλλου"


def test_a_save_that_comes_twice_is_one_version(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    for _time in range(2):
        assert save(as_ada, path, 1, once="the-same-form", name="Νέο").status_code == 303
    assert db.session.scalar(select(func.count(Version.id))) == 2


def test_what_others_saved_is_brought_in_when_asked(
    as_ada: Browser, client: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    save(client, shared, 1, people="40")
    assert as_ada.get(f"{path}answers.json").json["revision"] == 2
    sent = {**TYPED, "name": "Δικό μου", "_revision": "1", "_bring": "1"}
    got = as_ada.post(f"{path}drawn", data=sent, headers=HTMX)
    for words in ('value="Δικό μου"', 'value="40"', 'name="_revision" value="2"'):
        assert words in got.text


def test_wrong_answers_are_refused_with_everything_given_back(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    got = save(as_ada, path, 1, people="πολλοί", name="Νέο")
    assert got.status_code == 422
    assert 'value="πολλοί"' in got.text
    assert 'value="Νέο"' in got.text
    assert the_work().revision == 1


def test_a_version_comes_back_and_nothing_between_is_lost(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    save(as_ada, path, 1, name="Δεύτερο")
    save(as_ada, path, 2, name="Τρίτο", **{"costs.k1.what": "", "costs.k1.amount": ""})
    history = as_ada.get(f"{path}history")
    for words in ("Δεύτερο", "Τρίτο", "Ada"):
        assert words in history.text
    first = as_ada.get(f"{path}history/1")
    assert "Χώμα" in first.text
    assert (
        as_ada.post(f"{path}history/1/restoration", data={"once": "restore-1"}).status_code == 303
    )
    work = the_work()
    assert (work.revision, work.answers["name"]) == (4, "Κήπος")
    assert work.answers["costs"] == [{"id": "k1", "what": "Χώμα", "amount": 300.0}]
    assert as_ada.get(f"{path}history/9").status_code == 404


def test_a_day_that_changed_stands_in_words(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    save(as_ada, path, 1, start="2026-12-01")
    save(as_ada, path, 2, start="2027-03-15")
    page = as_ada.get(f"/en{path}history").text
    days = re.findall(r'<th scope="row">First day</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', page)
    assert days == [("1 December 2026", "15 March 2027"), ("–", "1 December 2026")]


def test_a_copy_stands_for_itself(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    save(as_ada, path, 1, name="Δεύτερο")
    got = as_ada.post(f"{path}copy", data={"once": "copy-first", "number": "1"})
    copy = db.session.scalar(select(Work).order_by(Work.id.desc()))
    assert copy is not None
    assert got.location == copy.path
    assert (copy.answers["name"], copy.copied_from_id) == ("Κήπος", the_work().id)


def test_a_guest_keeps_behind_a_secret_and_a_member_takes_over(
    client: Browser, as_ada: Browser, garden: Any, ada: Person
) -> None:
    secret = keep(client)
    assert secret.startswith("/toolbox/shared/")
    page = client.get(secret)
    assert secret in page.text
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == (
        "no-referrer",
        "no-store",
    )
    assert safe_path(secret) == "/toolbox/shared/…/"
    assert secret.split("/")[3] not in str(
        [vars(link) for link in db.session.scalars(select(Link))]
    )
    assert as_ada.post(f"{secret}owner", data={"once": "take-over"}).status_code == 303
    assert the_work().owner_id == ada.id
    assert client.get(secret).status_code == 404
    assert as_ada.get(the_work().path).status_code == 200


def test_a_guest_s_form_that_comes_twice_is_one_work_and_no_secret_is_written_down(
    client: Browser, garden: Any
) -> None:
    first, again = (keep(client, once="the-very-same-form") for _time in range(2))
    assert first == again
    assert db.session.scalar(select(func.count(Work.id))) == 1
    for _time in range(2):
        named = client.post(f"{first}name", data={"title": "Νέο", "once": "named-once"})
        assert named.location == first
    assert db.session.scalars(select(Submission.address)).all() == ["/toolbox/shared/{secret}/"]


def test_what_a_page_tells_of_its_saves_opens_no_work(client: Browser, garden: Any) -> None:
    secret = keep(client, once="the-form-of-a-guest")
    client.post(f"{secret}links", data={"can": "read", "label": ""})
    known = re.search(r'data-known="([^"]*)"', client.get(secret).text)
    assert known
    for told in ["the-form-of-a-guest", *known[1].split()]:
        again = client.post(KEEP, data={"title": "Ξένο", "answers": "{}", "once": told})
        assert (again.location.partition("?")[0] == secret) == (told == "the-form-of-a-guest")


def test_a_guest_s_form_makes_another_work_where_the_first_has_an_owner(
    client: Browser, as_ada: Browser, garden: Any
) -> None:
    for key in ("the-very-same-form", ""):
        first = keep(client, once=key)
        as_ada.post(f"{first}owner", data={"once": f"take-over-{key}"})
        again = keep(client, once=key)
        assert client.get(first).status_code == 404
        assert client.get(again).status_code == 200


@pytest.mark.parametrize(
    ("can", "expected"),
    [
        ("read", (200, 403, 403, 403)),
        ("comment", (200, 303, 403, 403)),
        ("edit", (200, 303, 303, 403)),
    ],
)
def test_a_link_allows_what_it_says_until_it_is_ended(
    as_ada: Browser, as_person: Any, garden: Any, can: str, expected: Any, mallory: Person
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, can)
    stranger = as_person(mallory)
    answers = (
        stranger.get(shared).status_code,
        stranger.post(f"{shared}comments", data={"body": "Ωραίο", "field": "name"}).status_code,
        save(stranger, shared, 1, name="Άλλο").status_code,
        stranger.post(f"{shared}bin", data={"once": "throw-away"}).status_code,
    )
    assert answers == expected
    assert stranger.get(f"{shared}export/json").status_code == 200
    link = db.session.scalar(select(Link))
    assert link is not None
    as_ada.post(f"{path}links/{link.id}/end", data={"once": "end-this"})
    assert stranger.get(shared).status_code == 404


def test_a_page_says_what_each_link_allows_and_asks_for_no_choice_that_is_made(
    as_ada: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    link_of(as_ada, path, "comment")
    page = as_ada.get(f"/en{path}").text.partition('id="sharing"')[2]
    said = re.findall(r"<b>[^<]+</b><br><small>(.*?) · made ", page)
    assert said == ["Whoever has the link may look and comment"]
    assert re.findall(r"<legend>(.*?)</legend>", page) == ["Whoever has the link may"]


@pytest.mark.parametrize(("can", "expected"), [("read", 404), ("comment", 404), ("edit", 200)])
def test_a_link_to_look_shows_what_stands_and_not_what_stood(
    as_ada: Browser,
    client: Browser,
    garden: Any,
    can: str,
    expected: int,
    as_person: Any,
    grace: Person,
) -> None:
    path = keep(as_ada)
    save(as_ada, path, 1, why="Τηλέφωνο 210 1234567")
    save(as_ada, path, 2)
    shared, as_grace = link_of(as_ada, path, can), as_person(grace)
    page = client.get(shared)
    assert page.status_code == 200
    assert ("Ada" in page.text, "history" in page.text) == (expected == 200,) * 2
    for address in ("history", "history/2"):
        assert client.get(f"{shared}{address}").status_code == expected
    got = as_grace.post(f"{shared}copy", data={"once": "copy-of-old", "number": "2"})
    assert got.status_code == (303 if expected == 200 else 404)
    assert as_grace.post(f"{shared}copy", data={"once": "copy-of-now"}).status_code == 303


def test_who_saves_behind_a_link_that_was_ended_meanwhile_has_the_words_back(
    as_ada: Browser, client: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "edit")
    link = db.session.scalar(select(Link))
    assert link is not None
    as_ada.post(f"{path}links/{link.id}/end", data={"once": "end-this"})
    refused = save(client, shared, 1, name="Άλλο", why="Δύο γραμμές\r\n<b>εδώ</b>", _step="step-2")
    assert refused.status_code == 404
    kept = re.findall(
        r'<textarea readonly rows="2" id="kept-\d">(.*?)</textarea>', refused.text, re.S
    )
    assert kept == ["Άλλο", "Χώμα", "Δύο γραμμές\r\n&lt;b&gt;εδώ&lt;/b&gt;"]
    assert 'class="kept"' not in client.get(shared).text


def test_buttons_of_one_page_end_each_its_own_link(as_ada: Browser, garden: Any) -> None:
    path = keep(as_ada)
    shared = [link_of(as_ada, path, "read") for _time in range(2)]
    links = db.session.scalars(select(Link.id).order_by(Link.id)).all()
    for number in links:
        as_ada.post(f"{path}links/{number}/end", data={"once": "key-of-the-page"})
    assert [as_ada.get(each).status_code for each in shared] == [404, 404]


@pytest.mark.parametrize("key", ["k" * 64, "k" * 65, "k" * 5_000])
def test_a_save_under_a_long_key_is_a_save(as_ada: Browser, garden: Any, key: str) -> None:
    path = keep(as_ada)
    for _time in range(2):
        assert save(as_ada, path, 1, once=key, name="Πρώτο").status_code == 303
    assert (the_work().answers["name"], the_work().revision) == ("Πρώτο", 2)


def test_whoever_goes_back_and_writes_something_else_saves_and_says_that_too(
    as_ada: Browser, garden: Any
) -> None:
    path = keep(as_ada)
    assert save(as_ada, path, 1, once="key-of-the-page").status_code == 303
    assert save(as_ada, path, 1, once="key-of-the-page", why="Κι άλλο").status_code == 303
    assert (the_work().answers["why"], the_work().revision) == ("Κι άλλο", 2)
    both = save(as_ada, path, 1, once="key-of-the-page", why="Κάτι τρίτο")
    assert both.status_code == 409
    assert "Κι άλλο" in both.text
    for body in ("Ένα", "Δύο", "Δύο"):
        sent = {"body": body, "field": "", "once": "key-of-the-comment"}
        assert as_ada.post(f"{path}comments", data=sent).status_code == 303
    assert db.session.scalars(select(Comment.body)).all() == ["Ένα", "Δύο"]
    assert "key-of-the-page" in as_ada.get(path).text  # so that no device sends it again


@pytest.mark.parametrize("token", ["x", "..%2f..%2fetc", "%00", "Ω" * 400, "' OR 1=1 --"])
def test_a_hostile_link_opens_nothing(client: Browser, garden: Any, token: str) -> None:
    assert client.get(f"/toolbox/shared/{token}/").status_code in (400, 404)


def test_links_are_tried_a_limited_number_of_times(
    client: Browser, garden: Any, limits_on: None
) -> None:
    codes = {client.get(f"/toolbox/shared/guess{n}/").status_code for n in range(130)}
    assert codes == {404, 429}


def test_a_group_works_on_it(
    as_ada: Browser, as_person: Any, garden: Any, ada: Person, grace: Person, make: Any
) -> None:
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    for person in (ada, grace):
        make(Membership, group_id=group.id, person_id=person.id, since=clock.now())
    path = keep(as_ada)
    as_grace = as_person(grace)
    assert as_grace.get(path).status_code == 404
    as_ada.post(f"{path}group", data={"group": str(group.id), "can": "edit"})
    sharing = as_ada.get(f"/en{path}").text.partition('id="sharing"')[2]
    said = re.findall(r"<li><b>([^<]+)</b><br><small>(.*?)</small>", sharing)
    assert said == [("Ομάδα", "The group may look, comment and change")]
    assert save(as_grace, path, 1, name="Της Γκρέις").status_code == 303
    assert "Ο κήπος μας" in as_grace.get("/toolbox/works/").text
    as_ada.post(f"{path}group", data={"group": "0", "can": "read"})
    assert as_grace.get(path).status_code == 404


def test_whoever_has_left_a_group_can_still_end_what_they_shared_with_it(
    as_ada: Browser, as_person: Any, garden: Any, ada: Person, grace: Person, make: Any
) -> None:
    as_grace = as_person(grace)
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    theirs = [
        make(Membership, group_id=group.id, person_id=person.id, since=clock.now())
        for person in (ada, grace)
    ]
    path = keep(as_ada)
    as_ada.post(f"{path}group", data={"group": str(group.id), "can": "edit"})
    with transaction():
        db.session.delete(db.session.merge(theirs[0]))
    assert f'<option selected value="{group.id}">Ομάδα</option>' in as_ada.get(path).text
    assert as_grace.get(path).status_code == 200
    ended = as_ada.post(f"{path}group", data={"group": "0", "can": "edit"})
    assert ended.status_code == 303
    assert as_grace.get(path).status_code == 404
    again = as_ada.post(f"{path}group", data={"group": str(group.id), "can": "edit"})
    assert again.status_code == 422


def test_comments_are_said_settled_and_removed(
    as_ada: Browser, client: Browser, garden: Any, work: Callable[[], int]
) -> None:
    path = keep(as_ada)
    shared = link_of(as_ada, path, "comment")
    said = {"body": "<i>Πόσο</i> χώμα;", "field": "costs", "name": "Γιώτα"}
    assert client.post(f"{shared}comments", data=said).status_code == 303
    page = as_ada.get(path)
    assert "&lt;i&gt;Πόσο&lt;/i&gt; χώμα;" in page.text
    assert "Γιώτα" in page.text
    comment = db.session.scalar(select(Comment))
    assert comment is not None
    as_ada.post(f"{path}comments/{comment.id}/settlement", data={"once": "settle-it"})
    assert db.session.scalar(select(Comment.settled_at)) is not None
    assert client.post(f"{shared}comments/{comment.id}/removal").status_code in (401, 403)
    as_ada.post(f"{path}comments/{comment.id}/removal", data={"once": "remove-it"})
    assert db.session.scalar(select(Comment)) is None
    assert client.post(f"{shared}comments", data={"body": " "}).status_code == 422


def test_what_is_thrown_away_comes_back_or_goes_for_good(
    as_ada: Browser, garden: Any, ada: Person
) -> None:
    path = keep(as_ada)
    as_ada.post(f"{path}bin", data={"once": "throw-away"})
    assert as_ada.get(path).status_code == 404
    assert "Ο κήπος μας" in as_ada.get("/toolbox/works/").text
    as_ada.post(f"{path}bin/undo", data={"once": "take-up-it"})
    assert as_ada.get(path).status_code == 200
    as_ada.post(f"{path}bin", data={"once": "throw-again"})
    assert as_ada.post(f"{path}erasure", data={"once": "erase-it"}).status_code == 303
    assert db.session.scalar(select(func.count(Work.id))) == 0


def test_what_a_member_throws_away_by_a_guest_s_link_they_can_take_up_again(
    client: Browser, as_ada: Browser, garden: Any
) -> None:
    secret = keep(client)
    assert as_ada.post(f"{secret}bin", data={"once": "throw-away"}).status_code == 303
    path = the_work().path
    assert "Ο κήπος μας" in as_ada.get("/toolbox/works/").text
    assert as_ada.post(f"{path}bin/undo", data={"once": "take-up-it"}).status_code == 303
    assert as_ada.get(path).status_code == 200


def test_one_s_own_copy_holds_it_and_leaving_takes_it_along(
    as_ada: Browser, app: Flask, garden: Any, ada: Person, grace: Person, make: Any
) -> None:
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    for person in (ada, grace):
        make(Membership, group_id=group.id, person_id=person.id, since=clock.now())
    keep(as_ada, "Δικό μου")
    shared = keep(as_ada, "Κοινό")
    as_ada.post(f"{shared}group", data={"group": str(group.id), "can": "edit"})
    ada = db.session.get_one(Person, ada.id)
    assert [work["title"] for work in everything_of(ada)["toolbox"]["works"]] == [
        "Δικό μου",
        "Κοινό",
    ]
    with transaction():
        signals.person_left.send(ada)
    left = db.session.scalars(select(Work)).all()
    assert [(work.title, work.owner_id) for work in left] == [("Κοινό", None)]
    assert db.session.scalars(select(Version.by_id)).all() == [None]


def test_what_nobody_needs_is_forgotten(as_ada: Browser, client: Browser, garden: Any) -> None:
    keep(as_ada, "Μένει")
    keep(client, "Παλιό")
    keep(client, "Νέο")
    with transaction():
        for work in db.session.scalars(select(Work).where(Work.title != "Νέο")):
            work.changed_at = clock.now() - timedelta(days=400)
    with transaction():
        assert forget_old_works() == 1
    assert set(db.session.scalars(select(Work.title))) == {"Μένει", "Νέο"}
