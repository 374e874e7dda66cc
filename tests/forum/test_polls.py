"""Polls: one, several, dates; open and secret; one vote each, changeable until they close."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from kalo import signals
from kalo.forum import actions
from kalo.forum.actions.polls import Asked
from kalo.forum.jobs import close_polls
from kalo.forum.models import Poll, PollOption, PollVote, Topic
from kalo.forum.models.polls import YES
from kalo.forum.queries import get_post
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.conftest import HTMX
from tests.factories.forum import fresh, post_at_once, talk


def poll_on(topic: Any, **more: Any) -> list[int]:
    """A poll with three options; answers their ids."""
    asked = Asked(**{"kind": "one", "options": ["Ναι", "Όχι", "Ίσως"], **more})
    with transaction():
        actions.add_poll(db.session.merge(topic), asked)
    fresh(topic)
    return [option["id"] for option in topic.poll["options"]]


def vote(browser: Any, topic: Any, *options: int, **more: Any) -> Any:
    return browser.post(f"{topic.path}poll/vote", data={"option": list(options)}, **more)


def result(topic: Any) -> tuple[int, list[int]]:
    """What the page's copy says, after making sure that the rows say the same."""
    poll = fresh(topic).poll
    rows = db.session.execute(
        select(PollOption.yes, PollOption.maybe, PollOption.id)
        .where(PollOption.topic_id == topic.id)
        .order_by(PollOption.position)
    ).all()
    assert [(o["yes"], o["maybe"], o["id"]) for o in poll["options"]] == [tuple(r) for r in rows]
    voters = select(Poll.voters_count).where(Poll.topic_id == topic.id)
    assert db.session.scalar(voters) == poll["voters"]
    return poll["voters"], [option["yes"] for option in poll["options"]]


def votes() -> int:
    return db.session.scalar(select(func.count()).select_from(PollVote)) or 0


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    began = clock.now()

    def _later(**more: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**more))

    return _later


def test_a_topic_is_opened_with_a_poll(client: Any, as_ada: Any, category: Any) -> None:
    sent = {"category": "agora", "title": "Πού βρισκόμαστε;", "body": "Ψηφίστε"}
    poll = {"poll-kind": "several", "poll-options": "Αιγάλεω\nΠεριστέρι\n\nΑιγάλεω\nΊλιον",
            "poll-most": "2", "poll-results": "always"}  # fmt: skip
    page = as_ada.post("/forum/new", data={**sent, **poll})
    assert page.status_code == 303
    shown = client.get(page.location).text
    assert shown.index("Αιγάλεω") < shown.index("Περιστέρι") < shown.index("Ίλιον")
    asked = db.session.scalars(select(Poll)).one()
    assert (asked.kind, asked.most, asked.secret) == ("several", 2, False)
    assert db.session.scalar(select(func.count()).select_from(PollOption)) == 3


@pytest.mark.parametrize(("poll", "words"), [
    ({"poll-kind": "one", "poll-options": "Μόνο μία"}, "2 έως 20 επιλογές"),
    ({"poll-kind": "date", "poll-dates-0": "2030-05-01T18:00"}, "τουλάχιστον δύο ημερομηνίες"),
    ({"poll-kind": "one", "poll-options": "α\nβ", "poll-closes_at": "2020-01-01T10:00"},
     "έχει περάσει"),
    ({"poll-kind": "date", "poll-dates-0": "0001-01-01T00:00", "poll-dates-1": "2099-05-01T18:00",
      "poll-dates-2": "2099-06-01T18:00"}, "έχει περάσει"),
])  # fmt: skip
def test_a_poll_that_asks_nothing_comes_back_with_all_the_words(
    as_ada: Any, category: Any, poll: dict[str, str], words: str
) -> None:
    sent = {"category": "agora", "title": "Πού βρισκόμαστε;", "body": "Ένα κείμενο", **poll}
    page = as_ada.post("/forum/new", data=sent)
    assert page.status_code == 422
    assert words in page.text
    assert "Ένα κείμενο</textarea>" in page.text
    assert db.session.scalars(select(Poll)).all() == []


def test_one_vote_each_changed_and_taken_back(as_person: Any, grace: Any, topic: Any) -> None:
    yes, no, _ = poll_on(topic)
    browser = as_person(grace)
    assert vote(browser, topic, yes).location == f"{topic.path}#post-1"
    vote(browser, topic, yes)
    assert result(topic) == (1, [1, 0, 0])
    vote(browser, topic, no)
    assert result(topic) == (1, [0, 1, 0])
    browser.post(f"{topic.path}poll/vote/undo")
    assert result(topic) == (0, [0, 0, 0])
    assert votes() == 0


def test_only_what_is_asked_is_counted(
    as_person: Any, ada: Any, grace: Any, topic: Any, category: Any
) -> None:
    yes, no, maybe = poll_on(topic, kind="several", most=2)
    other = poll_on(talk(category, ada, "Άλλο"))
    browser = as_person(grace)
    for refused in ((yes, no, maybe), (other[0],), ()):
        page = vote(browser, topic, *refused, headers=HTMX)
        assert page.status_code == 422
        assert 'role="alert"' in page.text
    assert result(topic) == (0, [0, 0, 0])
    assert vote(browser, topic, yes, maybe).status_code == 303
    assert result(topic) == (1, [1, 0, 1])


def test_dates_are_answered_one_by_one(
    as_person: Any, grace: Any, mallory: Any, topic: Any
) -> None:
    days = [clock.now() + timedelta(days=n) for n in (5, 6)]
    first, second = poll_on(topic, kind="date", options=days, most=2)
    sent = {f"option-{first}": "2", f"option-{second}": "1"}
    as_person(grace).post(f"{topic.path}poll/vote", data=sent)
    as_person(mallory).post(f"{topic.path}poll/vote", data={f"option-{first}": "0"})
    assert result(topic) == (2, [1, 0])
    assert [option["maybe"] for option in topic.poll["options"]] == [0, 1]


def test_the_same_person_at_once_votes_once(
    app: Any, as_person: Any, grace: Any, topic: Any
) -> None:
    yes, no, _ = poll_on(topic)
    crowd = [(as_person(grace), {"option": [option]}) for option in (yes, no) * 4]
    assert post_at_once(app, f"{topic.path}poll/vote", crowd) == [303] * 8
    voters, counted = result(topic)
    assert (voters, sum(counted), votes()) == (1, 1, 1)


def test_what_others_wrote_in_between_does_not_stay_on_the_page(grace: Any, topic: Any) -> None:
    yes, *_ = poll_on(topic)
    for _turn in range(2):
        with transaction():
            here, who = db.session.merge(topic), db.session.merge(grace)
            before = {**here.poll, "voters": 7}  # read before the topic was theirs alone
            others = update(Topic).where(Topic.id == topic.id).values(poll=before)
            db.session.execute(others.execution_options(synchronize_session=False))
            actions.vote(here, who, {yes: YES})
        assert result(topic) == (1, [1, 0, 0])


def test_who_may_vote(
    client: Any, as_person: Any, make_person: Any, grace: Any, topic: Any
) -> None:
    yes, *_ = poll_on(topic)
    newcomer = make_person("Nea", confirmed_at=None)
    for person, status in ((None, 401), (newcomer, 403), (grace, 303)):
        assert vote(as_person(person), topic, yes).status_code == status
    assert "Συνδέσου για να ψηφίσεις" in client.get(topic.path).text
    with transaction():
        db.session.merge(topic).archived_at = clock.now()
    assert vote(as_person(grace), topic, yes).status_code == 403


def test_time_is_what_the_server_says(as_person: Any, grace: Any, topic: Any, later: Any) -> None:
    yes, *_ = poll_on(topic, closes_at=clock.now() + timedelta(hours=1))
    assert vote(as_person(grace), topic, yes).status_code == 303
    later(hours=1, seconds=1)
    assert vote(as_person(grace), topic, yes).status_code == 403
    assert result(topic) == (1, [1, 0, 0])


def test_a_vote_that_comes_as_it_closes_is_not_counted(
    as_person: Any, grace: Any, topic: Any
) -> None:
    from kalo.kit.web import Refused

    yes, *_ = poll_on(topic)
    with transaction():
        actions.close_poll(db.session.merge(topic))
    with pytest.raises(Refused), transaction():
        actions.vote(db.session.merge(topic), db.session.merge(grace), {yes: 2})
    assert result(topic) == (0, [0, 0, 0])


@pytest.mark.parametrize(("secret", "left"), [(True, 0), (False, 1)])
def test_the_job_closes_and_forgets_who_chose_in_secret(
    as_person: Any, grace: Any, topic: Any, later: Any, secret: bool, left: int
) -> None:
    yes, *_ = poll_on(topic, secret=secret, closes_at=clock.now() + timedelta(hours=1))
    vote(as_person(grace), topic, yes)
    with transaction():
        assert close_polls() == 0
    later(hours=2)
    heard: list[int] = []
    with signals.poll_closed.connected_to(lambda t, **_: heard.append(t.id)), transaction():
        assert close_polls() == 1
    with transaction():
        assert close_polls() == 0
    assert heard == [topic.id]
    assert votes() == left
    assert result(topic) == (1, [1, 0, 0])
    assert fresh(topic).poll["closed_at"]


@pytest.mark.parametrize(("results", "before", "after"), [
    ("always", True, True), ("voted", False, True), ("closed", False, False),
])  # fmt: skip
def test_when_results_are_shown(
    as_person: Any, grace: Any, mallory: Any, topic: Any, results: str, before: bool, after: bool
) -> None:
    yes, *_ = poll_on(topic, results=results)
    vote(as_person(mallory), topic, yes)
    browser, csv = as_person(grace), f"{topic.path}poll/results.csv"
    for seen in (before, after):
        assert ("<meter" in browser.get(topic.path).text) == seen
        assert browser.get(csv).status_code == (200 if seen else 403)
        vote(browser, topic, yes)
    with transaction():
        actions.close_poll(db.session.merge(topic))
    assert "<meter" in as_person(None).get(topic.path).text
    assert "Ναι,2" in as_person(None).get(csv).text


def test_names_are_shown_only_where_the_poll_is_open(
    client: Any, as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any, category: Any
) -> None:
    yes, *_ = poll_on(topic, secret=False)
    secret = talk(category, ada, "Μυστικό")
    chosen, *_ = poll_on(secret, secret=True)
    vote(as_person(grace), topic, yes)
    vote(as_person(grace), secret, chosen)
    assert grace.name in client.get(f"{topic.path}poll/voters").text
    for person in (ada, grace, moderator):
        assert as_person(person).get(f"{secret.path}poll/voters").status_code == 403


def test_who_arranges_a_poll(
    as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any
) -> None:
    asked = {"poll-kind": "one", "poll-options": "α\nβ", "poll-results": "always"}
    for person, status in ((None, 401), (grace, 403), (ada, 303), (ada, 403)):
        page = as_person(person).post(f"{topic.path}poll", data=asked)
        assert page.status_code == status
    for person, status in ((grace, 403), (ada, 303)):
        assert as_person(person).post(f"{topic.path}poll/deletion").status_code == status
    assert fresh(topic).poll is None
    yes, *_ = poll_on(topic)
    vote(as_person(grace), topic, yes)
    assert as_person(ada).post(f"{topic.path}poll/deletion").status_code == 403
    for person, status in ((grace, 403), (moderator, 303)):
        assert as_person(person).post(f"{topic.path}poll/closure").status_code == status
    assert vote(as_person(grace), topic, yes).status_code == 403


def test_the_form_of_a_poll_sent_twice_adds_it_once(as_ada: Any, topic: Any) -> None:
    page = as_ada.get(f"{topic.path}poll/new").text
    key = re.search(r'name="once" value="([^"]+)"', page)
    assert key
    asked = {"poll-kind": "one", "poll-options": "α\nβ", "poll-results": "always", "once": key[1]}
    answers = [as_ada.post(f"{topic.path}poll", data=asked) for _turn in range(2)]
    where = [(answer.status_code, answer.location) for answer in answers]
    assert where == [(303, f"{topic.path}#post-1")] * 2
    assert db.session.scalar(select(func.count()).select_from(Poll)) == 1


def test_a_poll_in_a_hidden_post_is_hidden_with_it(
    client: Any, as_person: Any, ada: Any, grace: Any, moderator: Any, topic: Any
) -> None:
    yes, *_ = poll_on(topic, secret=False, options=["Προσβλητικό", "Κι άλλο"])
    vote(as_person(moderator), topic, yes)
    with transaction():
        actions.hide_post(get_post(topic, 1).id, moderator)
    for page in (topic.path, f"{topic.path}poll/results.csv", f"{topic.path}poll/voters"):
        for browser in (client, as_person(grace)):
            assert "Προσβλητικό" not in browser.get(page).text, page
        assert "Προσβλητικό" in as_person(ada).get(page).text, page
    assert vote(as_person(grace), topic, yes).status_code == 403
    assert result(topic) == (1, [1, 0])


def test_no_cell_is_a_formula(client: Any, topic: Any) -> None:
    poll_on(topic, options=["=1+1", "@a"])
    lines = client.get(f"{topic.path}poll/results.csv").text.splitlines()
    assert [line.split(",")[0] for line in lines[1:3]] == ["'=1+1", "'@a"]


def test_whoever_leaves_takes_their_open_votes_along(
    as_person: Any, grace: Any, mallory: Any, topic: Any
) -> None:
    yes, *_ = poll_on(topic)
    for person in (grace, mallory):
        vote(as_person(person), topic, yes)
    with transaction():
        signals.person_left.send(db.session.merge(grace))
    assert result(topic) == (1, [1, 0, 0])


def test_a_poll_costs_no_statement_more(
    client: Any, as_person: Any, ada: Any, grace: Any, category: Any, statements: Any
) -> None:
    plain, asking = talk(category, ada, replies=2), talk(category, ada, replies=2)
    poll_on(asking)
    for browser in (client, as_person(grace)):
        assert statements(browser, asking.path) == statements(browser, plain.path)
