"""Every door of the room: who may use it, what it answers, and that it does things once."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from kalo.events.actions import give_up_seat
from kalo.events.models import Event
from kalo.kit.db import db, transaction
from kalo.kit.sockets import TooFast, refusal_words
from kalo.live.actions import pace
from kalo.live.folds.polls import Polls
from kalo.live.folds.questions import Questions
from kalo.live.folds.talk import Talk
from kalo.live.kinds import KINDS
from tests.answers import wrong
from tests.factories.events import seat
from tests.factories.live import (
    be_here,
    done,
    fill_log,
    gathering,
    key,
    log_here,
    log_of,
    state_of,
)
from tests.live.parts import ACTS, BEFORE

JSON = {"Accept": "application/json"}

# (address, what is sent, guest, stranger, with a seat, facilitator, moderator)
DOORS = [
    ("GET", "", {}, 303, 403, 200, 200, 200),
    ("GET", "entries?since=0", {}, 401, 403, 200, 200, 200),
    ("GET", "way-in", {}, 200, 200, 200, 200, 200),
    ("GET", "check", {}, 303, 403, 200, 200, 200),
    ("GET", "check/answer", {}, 303, 403, 200, 200, 200),
    ("GET", "guest/nothing", {}, 404, 303, 303, 303, 303),
    ("POST", "guest/nothing", {"name": "Έλενα"}, 404, 404, 404, 404, 404),
    ("GET", "panels/people", {}, 303, 403, 200, 200, 200),
    ("GET", "panels/guide", {}, 303, 403, 404, 200, 200),
    ("GET", "panels/nothing", {}, 303, 403, 404, 404, 404),
    ("GET", "attendance", {}, 303, 403, 403, 200, 200),
    ("GET", "minutes", {}, 303, 403, 403, 200, 200),
    ("GET", "minutes/nothing", {}, 303, 403, 403, 404, 404),
    ("POST", "minutes/publication", {}, 401, 403, 403, 404, 403),
    ("POST", "presence", {}, 401, 403, 303, 303, 303),
    ("POST", "acts/nothing", {}, 401, 403, 403, 403, 403),
]


ROLES = ("guest", "stranger", "participant", "facilitator", "moderator")


@pytest.fixture
def knock(
    as_person: Any, ada: Any, grace: Any, mallory: Any, moderator: Any, nothing_stays: Any
) -> Callable[..., Any]:
    """knock(event, "GET", "entries") is what each role is answered, and what it added to the log.

    Each finds the room as it was: what they wrote is looked at, and dropped.
    """
    people = (None, mallory, grace, ada, moderator)
    browsers = [as_person(person) for person in people]

    def _knock(event: Any, method: str, path: str, /, **said: Any) -> tuple[list[int], list[Any]]:
        before, codes, added, event_id = log_of(event), [], [], event.id
        pace._left.clear()  # nobody is too fast because of another door
        for browser in browsers:
            seen = [before]
            nothing_stays[:] = [lambda seen=seen: seen.append(log_here(event_id))]
            sent = {"once": key(), **said}
            answer = browser.open(f"/live/{event_id}/{path}", method=method, data=sent)
            codes.append(answer.status_code)
            most = max(seen, key=len)
            assert most[: len(before)] == before
            added.append(most[len(before) :])
        assert log_of(event) == before
        return codes, added

    return _knock


def test_who_may_use_which_door(at: Any, knock: Any, ada: Any, grace: Any) -> None:
    event, found = gathering(facilitator_id=ada.id), []
    seat(event, grace)
    done("asked", ada, event, "Πρώτη;")
    for method, path, words, *expected in DOORS:
        codes, added = knock(event, method, path, **words)
        found += wrong(f"{method} {path or 'room'}", ROLES, codes, expected)
        for role, code, lines in zip(ROLES, codes, added, strict=True):
            if code in {401, 403} and lines:
                found.append(f"{method} {path} as {role}: refused, and wrote {lines}")
    assert found == [], "\n".join(found)


def test_all_doors_are_in_the_table(app: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("live.")]
    assert {re.sub("<[^>]*>", "nothing", rule.rule.split("event_id>/")[1]) for rule in rules} == {
        re.sub("panels/.*", "panels/nothing", path.split("?")[0]) for _m, path, *_ in DOORS
    }


def test_every_kind_of_act_has_its_line() -> None:
    assert ACTS.keys() == KINDS.keys()


def scene_of(kind: str, ada: Any, grace: Any, other: Any) -> SimpleNamespace:
    """A room for this kind of act, where two people have a seat."""
    event = gathering(title_el=kind, facilitator_id=ada.id)
    for seated in (grace, other):
        seat(event, seated)
    return SimpleNamespace(event=event, ada=ada, grace=grace, other=other)


def test_who_may_do_what(at: Any, knock: Any, ada: Any, grace: Any, make_person: Any) -> None:
    other, found = make_person("Other"), []
    untouched = scene_of("any", ada, grace, other)
    for kind, (said, *expected) in sorted(ACTS.items()):
        scene = scene_of(kind, ada, grace, other) if kind in BEFORE else untouched
        more = BEFORE[kind](scene) if kind in BEFORE else {}
        codes, added = knock(scene.event, "POST", f"acts/{kind}", **said, **more)
        found += wrong(kind, ROLES, codes, [401, *expected])
        done_ = [len(lines) for lines in added]
        found += wrong(f"lines of {kind}", ROLES, done_, [int(code == 303) for code in codes])
    assert found == [], "\n".join(found)


def test_a_form_without_scripts_leads_back_to_what_it_made(
    event: Any, as_person: Any, grace: Any
) -> None:
    browser, once = as_person(grace), key()
    said = browser.post(f"/live/{event.id}/acts/said", data={"once": once, "text": " Καλησπέρα "})
    asked = browser.post(f"/live/{event.id}/acts/asked", data={"once": key(), "text": "Πότε;"})
    voted = browser.post(f"/live/{event.id}/acts/voted", data={"once": key(), "about": 2})
    room = f"/live/{event.id}/"
    assert [a.location for a in (said, asked, voted)] == [
        f"{room}#said-1", f"{room}#question-2", f"{room}#question-2",
    ]  # fmt: skip
    assert log_of(event) == [
        (1, "said", None, "Καλησπέρα"), (2, "asked", None, "Πότε;"), (3, "voted", 2, ""),
    ]  # fmt: skip


def test_a_form_that_comes_back_with_other_words_says_them_too(
    event: Any, as_person: Any, grace: Any
) -> None:
    browser, once = as_person(grace), key()
    for words in ("Καλησπέρα", "Κάτι άλλο", "Καλησπέρα"):
        sent = {"once": once, "text": words}
        assert browser.post(f"/live/{event.id}/acts/said", data=sent).status_code == 303
    assert log_of(event) == [(1, "said", None, "Καλησπέρα"), (2, "said", None, "Κάτι άλλο")]


def test_the_forms_of_the_page_are_taken_as_the_page_shows_them(
    event: Any, as_person: Any, grace: Any
) -> None:
    browser, room = as_person(grace), f"/live/{event.id}/"
    keys = re.findall(r'name="once" value="([^"]+)"', browser.get(room).text)
    say, ask = keys[:2]
    said = browser.post(f"{room}acts/said", data={"once": say, "text": "Καλησπέρα"})
    asked = browser.post(f"{room}acts/asked", data={"once": ask, "text": "Πότε;"})
    assert [said.location, asked.location] == [f"{room}#said-1", f"{room}#question-2"]
    (vote,) = re.findall(
        r'action="[^"]*/acts/voted".*?name="once" value="([^"]+)"',
        browser.get(room).text,
        re.DOTALL,
    )
    voted = browser.post(f"{room}acts/voted", data={"once": vote, "about": 2})
    assert voted.location == f"{room}#question-2"


def test_a_form_sent_twice_is_done_once(event: Any, as_person: Any, grace: Any) -> None:
    browser, words = as_person(grace), {"once": key(), "text": "Μία φορά"}
    answers = [browser.post(f"/live/{event.id}/acts/said", data=words) for _ in range(2)]
    assert [a.location for a in answers] == [f"/live/{event.id}/#said-1"] * 2
    assert log_of(event) == [(1, "said", None, "Μία φορά")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("   ", "Γράψε πρώτα ένα μήνυμα."),
        ("α" * 1001, "Ένα μήνυμα έχει το πολύ 1000 χαρακτήρες."),
    ],
)
def test_what_cannot_be_said_comes_back_with_the_reason(
    event: Any, as_person: Any, grace: Any, text: str, sentence: str
) -> None:
    answer = as_person(grace).post(
        f"/live/{event.id}/acts/said", data={"once": key(), "text": text}
    )
    assert answer.status_code == 422
    assert f'role="alert" data-refused>{sentence}</p>' in answer.text
    assert text.strip() in answer.text
    assert log_of(event) == []


def refused(browser: Any, event: Any, kind: str, **words: Any) -> str:
    """The page that answers a plain form which was refused."""
    answer = browser.post(f"/live/{event.id}/acts/{kind}", data={"once": key(), **words})
    assert answer.status_code == 422
    return str(answer.text)


def given_back(page: str) -> tuple[list[str], list[str]]:
    """The reasons and the words that stand over the room, where no form takes them."""
    found = re.search(r'id="given-back">(.*?)</section>', page, re.DOTALL)
    html = found[1] if found else ""
    reasons = re.findall(r'<p class="error">(.*?)</p>', html)
    return reasons, re.findall(r"<textarea[^>]*>(.*?)</textarea>", html)


def test_words_whose_form_is_gone_by_now_come_back_with_the_reason(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    over = "Η αίθουσα δεν δέχεται πια μηνύματα. Όσα ειπώθηκαν διαβάζονται ακόμη."
    poll = done("poll_made", ada, event, "Γιατί;", sort="text", at_once=True)
    done("poll_closed", ada, event, poll)
    answer = refused(as_person(grace), event, "poll_answered", about=poll, text="επειδή <b>")
    assert given_back(answer) == (
        ["Έχει κλείσει: δεν δέχεται άλλες απαντήσεις."],
        ["επειδή &lt;b&gt;"],
    )
    done("closed", ada, event)
    for kind in ("said", "asked", "told_team"):
        page = refused(as_person(grace), event, kind, text="μια κουβέντα")
        assert given_back(page) == ([over], ["μια κουβέντα"])


def test_a_press_that_comes_too_late_says_why(event: Any, as_person: Any, ada: Any) -> None:
    poll = done("poll_made", ada, event, "Γιατί;", sort="text", at_once=True)
    done("poll_closed", ada, event, poll)
    page = refused(as_person(ada), event, "poll_closed", about=poll)
    assert given_back(page) == (["Δεν είναι ανοιχτή."], [])
    moved = refused(as_person(ada), event, "hand_moved", about=9, place="first", why="βιάζεται")
    assert given_back(moved) == ([], ["βιάζεται"])  # the reason stands with the hands
    assert moved.count("Αυτό το χέρι δεν είναι πια σηκωμένο.") == 1


def test_an_answer_in_writing_comes_back_into_its_form(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    first, second = (done("asked", grace, event, text) for text in "αβ")
    long = "λ" * 1001
    page = refused(as_person(ada), event, "answered", about=second, how="text", text=long)
    assert re.findall(r'<textarea id="answer-(\d+)"[^>]*>(.*?)</textarea>', page) == [
        (str(first), ""),
        (str(second), long),
    ]
    assert f'id="answering-{second}" open' in page
    assert (page.count("Μια απάντηση έχει το πολύ 1000 χαρακτήρες."), given_back(page)) == (
        1,
        ([], []),
    )


def test_whoever_was_silenced_has_their_words_before_their_eyes(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    line = done("said", grace, event, "πρώτα")
    done("muted", ada, event, line, why="Αρκετά")
    page = refused(as_person(grace), event, "said", text="κι άλλα")
    assert 'id="saying">' in page
    assert ">κι άλλα</textarea>" in page


def test_short_words_come_back_from_a_door_that_is_closed(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    be_here(grace, event)
    done("removed", ada, event, who=grace.id)
    words = {"once": key(), "text": "Ναι, έρχομαι"}
    answer = as_person(grace).post(f"/live/{event.id}/acts/said", data=words)
    assert (answer.status_code, ">Ναι, έρχομαι</textarea>" in answer.text) == (403, True)


def test_a_refusal_shows_nothing_of_the_room_to_whoever_waits_outside(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    done("lobby_opened", ada, event)
    done("said", ada, event, "μόνο για όσους είναι μέσα")
    sent = {"once": "odd"}
    answer = as_person(grace).post(f"/live/{event.id}/acts/knocked", data=sent)
    assert answer.status_code == 422
    assert "μόνο για όσους είναι μέσα" not in answer.text
    assert "Φόρτωσε ξανά τη σελίδα και δοκίμασε πάλι." in answer.text
    assert "Είσαι στον προθάλαμο" in answer.text


def test_a_wait_is_never_nothing(event: Any) -> None:
    assert refusal_words(TooFast("αργά", 0.01)) == {"refused": "αργά", "wait": 0.1}


def test_a_script_gets_the_number_or_the_sentence(event: Any, as_person: Any, grace: Any) -> None:
    browser = as_person(grace)
    address = f"/live/{event.id}/acts/said"
    said = browser.post(address, data={"once": key(), "text": "Καλησπέρα"}, headers=JSON)
    empty = browser.post(address, data={"once": key(), "text": ""}, headers=JSON)
    odd = browser.post(address, data={"once": "<script>", "text": "α"}, headers=JSON)
    assert (said.status_code, said.json) == (200, {"seq": 1})
    assert (empty.status_code, empty.json) == (422, {"refused": "Γράψε πρώτα ένα μήνυμα."})
    assert (odd.status_code, odd.json) == (
        422, {"refused": "Φόρτωσε ξανά τη σελίδα και δοκίμασε πάλι."},
    )  # fmt: skip


def test_too_many_at_once_are_told_how_long_to_wait(
    event: Any, as_person: Any, grace: Any, time_stands: None
) -> None:
    browser = as_person(grace)
    address = f"/live/{event.id}/acts/said"
    statuses = [
        browser.post(address, data={"once": key(), "text": "πολλά"}, headers=JSON).status_code
        for _ in range(20)
    ]
    assert statuses == [200] * 20
    refused = browser.post(address, data={"once": key(), "text": "κι άλλο"}, headers=JSON)
    sentence = "Λίγο πιο αργά, παρακαλώ. Ό,τι έγραψες φυλάσσεται."
    assert (refused.status_code, refused.json) == (429, {"refused": sentence, "wait": 0.5})


class TestWhatWasMissed:
    """GET entries?since=N: what a page that lost its line needs to be whole again."""

    def news(self, browser: Any, event: Any, since: int, language: str = "") -> Any:
        return browser.get(f"{language}/live/{event.id}/entries?since={since}").json

    def test_each_thing_that_changed_comes_once_as_it_is_now(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        done("said", ada, event, "Είδες ήδη")
        done("said", ada, event, "Δεν είδες <i>")
        asked = done("asked", grace, event, "Πότε;")
        done("voted", ada, event, asked)
        done("voted", grace, event, asked)
        news = self.news(as_person(grace), event, 1)
        assert [name for name, _html in news["pieces"]] == ["said-2", "question-3", "votes-3"]
        said, question, _votes = (html for _name, html in news["pieces"])
        assert "Δεν είδες &lt;i&gt;" in said
        assert 'class="question" data-seq="3" data-votes="2"' in question
        assert (news["seq"], news["closed"], news["present"]) == (5, False, 0)
        assert news["mine"]["questions"] == {"voted": [3]}

    def test_nothing_missed_is_nothing_sent(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        done("said", ada, event, "Είδες ήδη")
        assert self.news(as_person(grace), event, 1)["pieces"] == []

    def test_what_was_hidden_meanwhile_says_only_that_it_is_gone(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        said = done("said", grace, event, "Κρυφό")
        done("hidden", ada, event, said)
        answer = as_person(grace).get(f"/live/{event.id}/entries?since=0")
        assert "Κρυφό" not in answer.text
        assert answer.json["pieces"] == [["said-1", ""]]

    def test_more_than_five_hundred_come_as_whole_panels(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        done("asked", ada, event, "Πρώτη;")
        fill_log(event, [ada, grace], 501)
        news = self.news(as_person(grace), event, 0)
        page = as_person(grace).get(f"/live/{event.id}/").text
        whole = dict(news["whole"])
        shown = {*re.findall(r'id="(panel-\w+)"', page)} - {"panel-missed"}  # told to one alone
        assert whole.keys() == {"stage", "floor", "video", *shown}
        assert whole["panel-talk"].count('<li id="said-') == 100
        assert "pieces" not in news
        assert len(self.news(as_person(grace), event, 1)["pieces"]) == 500

    def test_a_number_that_was_never_given_gets_all_anew(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        done("said", ada, event, "Μόνη")
        whole = dict(self.news(as_person(grace), event, 99)["whole"])
        assert whole["panel-talk"].count('<li id="said-') == 1

    def test_the_end_sends_all_anew_because_the_buttons_go(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        done("asked", ada, event, "Πρώτη;")
        done("closed", ada, event)
        news = self.news(as_person(grace), event, 1)
        assert news["closed"] is True
        assert "data-act" not in "".join(html for _name, html in news["whole"])

    def test_pieces_speak_the_language_of_the_page(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        done("asked", ada, event, "Πρώτη;")
        greek = self.news(as_person(grace), event, 0)["pieces"][0][1]
        english = self.news(as_person(grace), event, 0, "/en")["pieces"][0][1]
        assert ("Θέλω να απαντηθεί" in greek, "I want this answered" in english) == (True, True)
        assert f'action="/en/live/{event.id}/acts/voted"' in english

    def test_whoever_gave_the_seat_back_gets_no_more(
        self, event: Any, as_person: Any, ada: Any, grace: Any
    ) -> None:
        browser = as_person(grace)
        assert browser.get(f"/live/{event.id}/entries").status_code == 200
        with transaction():
            give_up_seat(db.session.get_one(Event, event.id), db.session.merge(grace))
        refused = browser.get(f"/live/{event.id}/entries")
        assert (refused.status_code, refused.json) == (
            403, {"out": "Δεν έχεις πια θέση σε αυτή τη δράση."},
        )  # fmt: skip

    @pytest.mark.parametrize("since", ["-1", "x", "1e3", "9999999999"])
    def test_an_odd_number_is_no_page(
        self, event: Any, as_person: Any, grace: Any, since: str
    ) -> None:
        assert as_person(grace).get(f"/live/{event.id}/entries?since={since}").status_code == 404


def test_who_acts_is_here_even_without_scripts(event: Any, as_person: Any, grace: Any) -> None:
    browser = as_person(grace)
    assert "0 άτομα εδώ" in browser.get(f"/live/{event.id}/").text
    browser.post(f"/live/{event.id}/acts/said", data={"once": key(), "text": "Εδώ"})
    assert "1 άτομο εδώ" in browser.get(f"/live/{event.id}/").text


def test_the_page_of_the_event_shows_the_door(
    event: Any, at: Any, as_person: Any, grace: Any, mallory: Any, client: Any
) -> None:
    door = f'href="/live/{event.id}/"'
    for person, words, opens in (
        (grace, "Ζωντανά τώρα", True),
        (mallory, "Η αίθουσα είναι για όσα άτομα έχουν θέση.", False),
        (None, "Η αίθουσα είναι για όσα άτομα έχουν θέση.", False),
    ):
        page = as_person(person).get(event.path).text
        assert (words in page, door in page) == (True, opens)
    at.is_now(event.starts_at - timedelta(days=1))
    assert "Η αίθουσα ανοίγει Πέμ 3 Δεκεμβρίου, 17:45" in client.get(event.path).text.replace(
        "Πέμ.", "Πέμ"
    )


def test_the_front_page_shows_what_is_live(
    event: Any, at: Any, as_person: Any, client: Any, grace: Any
) -> None:
    as_person(grace).post(f"/live/{event.id}/presence")
    page = client.get("/").text
    assert "Ζωντανά τώρα · 1 άτομο συμμετέχει" in page
    assert f'href="/live/{event.id}/"' in page
    at.is_now(event.ends_at)
    assert "Ζωντανά τώρα" not in client.get("/").text


def test_an_event_without_a_room_has_no_door(at: Any, client: Any) -> None:
    plain = gathering(has_room=False)
    page = client.get(plain.path).text
    assert "/live/" not in page


def test_the_sample_room_tells_its_story_once(
    event: Any, at: Any, as_person: Any, make_person: Any
) -> None:
    from kalo.live import seeds

    handles = ("maria", "giorgos", "despoina", "nikos", "anna", "eleni", "admin", "iosif")
    people = {handle: make_person(handle) for handle in handles}
    seat(event, people["nikos"])
    for _ in range(2):
        with transaction():
            seeds.seed(people)
    state = state_of(event)
    assert (state.seq, len(state.of(Talk).lines)) == (18, 5)
    assert [(q.seq, q.votes, bool(q.answered_at)) for q in state.of(Questions).ranked()] == [
        (12, 2, False), (3, 1, False), (6, 3, True),
    ]  # fmt: skip
    assert {who: each.choices for who, each in state.of(Polls).made[16].answers.items()} == {
        people["iosif"].id: [0, 1], people["giorgos"].id: [1],
    }  # fmt: skip
    assert "0 άτομα εδώ" in as_person(people["nikos"]).get(f"/live/{event.id}/").text
