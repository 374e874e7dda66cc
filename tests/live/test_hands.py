"""The fair queue: an order that everybody can read, its reasons, and who may change it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalo.kit.web import Refused
from kalo.live.folds import State
from kalo.live.folds.hands import Hands
from kalo.live.models import Entry
from tests.factories.events import seat
from tests.factories.live import ON, be_here, done, key, log_of, state_of


@pytest.fixture
def people(event: Any, ada: Any, grace: Any, make_person: Any) -> dict[str, Any]:
    """Ada, Grace, Nikos and Maria: all are here."""
    found = {"ada": ada, "grace": grace}
    for name in ("nikos", "maria"):
        found[name] = make_person(name.title())
        seat(event, found[name])
    for person in found.values():
        be_here(person, event)
    return found


def asks(event: Any, person: Any, wants: str = "word") -> int:
    be_here(person, event)
    return done("hand_raised", person, event, wants=wants)


def speaks(event: Any, at: Any, ada: Any, hand: int, seconds: int, why: str = "") -> int:
    """A turn of so many seconds."""
    turn = done("floor_given", ada, event, hand, why=why)
    at.is_now(at.moment + timedelta(seconds=seconds))
    return done("floor_ended", ada, event, turn)


def hand_of(event: Any, person: Any) -> int:
    """The number of somebody's hand."""
    hand = state_of(event).of(Hands).own(person.id)
    return hand.seq if hand else 0


def speaker(event: Any) -> int:
    """Who has the floor."""
    turn = state_of(event).of(Hands).speaking
    return turn.who if turn else 0


def order(event: Any) -> list[int]:
    return [hand.who for hand in state_of(event).of(Hands).order()]


def shown(page: str) -> list[tuple[str, str]]:
    """The hands on a page: names and reasons, in their order."""
    return re.findall(r'<b>([^<]+)</b>\s*<small class="why"[^>]*>([^<]*)</small>', page)


def test_the_floor_is_one_person_s_whatever_else_a_form_says(
    event: Any, at: Any, people: Any
) -> None:
    ada, grace, nikos, _maria = people.values()
    hand = asks(event, grace)
    done("floor_given", ada, event, hand, who=nikos.id, why="τώρα")
    done("floor_given", ada, event, hand, myself=True)
    assert (speaker(event), hand_of(event, grace)) == (ada.id, hand)


def test_a_turn_that_nobody_has_ended_is_over_when_the_room_closes(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, *_rest = people.values()
    at.is_now(event.ends_at + timedelta(minutes=50))
    done("floor_given", ada, event, asks(event, grace))
    at.is_now(event.ends_at + timedelta(days=3))
    page = as_person(ada).get(f"/live/{event.id}/").text
    assert '<td class="number">10:00</td>' in page
    assert 'id="floor" data-part="hands" hidden' in page


def test_kind_turns_seconds_and_time_of_asking_make_the_order_and_each_says_why(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, maria = people.values()
    speaks(event, at, ada, asks(event, grace), 90)
    speaks(event, at, ada, asks(event, nikos), 30)
    for person in (grace, nikos, maria):
        asks(event, person)
    assert order(event) == [maria.id, nikos.id, grace.id]
    asks(event, ada)  # whoever leads stands in the same order
    assert order(event) == [maria.id, ada.id, nikos.id, grace.id]
    asks(event, grace, "point")  # raised again it is of another kind
    assert shown(as_person(maria).get(f"/live/{event.id}/").text) == [
        ("Grace", "επί της διαδικασίας: προηγείται"),
        ("Maria", "πρώτη φορά που παίρνεις τον λόγο"),
        ("Ada", "πρώτη φορά που παίρνει τον λόγο · σηκώθηκε λίγο αργότερα από το προηγούμενο"),
        ("Nikos", "έχει μιλήσει 1 φορά"),
    ]
    asks(event, grace)
    assert shown(as_person(maria).get(f"/live/{event.id}/").text)[-1] == (
        "Grace", "έχει μιλήσει 1 φορά · περισσότερη ώρα ομιλίας από το προηγούμενο",
    )  # fmt: skip


def test_an_answer_comes_next_once_and_late_it_waits(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, maria = people.values()
    with pytest.raises(Refused):
        asks(event, nikos, "answer")  # to what?
    first, second = asks(event, grace), asks(event, maria)
    speaks(event, at, ada, first, 60)
    answer = asks(event, nikos, "answer")
    assert order(event) == [nikos.id, maria.id]
    speaks(event, at, ada, answer, 10)
    with pytest.raises(Refused):
        asks(event, nikos, "answer")  # one for each turn
    asks(event, grace, "answer")
    assert order(event) == [grace.id, maria.id]
    speaks(event, at, ada, second, 10, why="Περίμενε πολύ")
    assert ("Grace", "η απάντηση άργησε: περιμένει στη σειρά της") in shown(
        as_person(maria).get(f"/live/{event.id}/").text
    )


def test_whatever_the_team_changes_is_shown_with_who_and_why(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, maria = people.values()
    for person in (grace, nikos, maria):
        asks(event, person)
    last = hand_of(event, maria)
    for words in ({"why": ""}, {}):
        with pytest.raises(Refused):
            done("hand_moved", ada, event, last, place="first", **words)
    with pytest.raises(Refused):
        done("floor_given", ada, event, last)  # not the first, and no reason
    done("hand_moved", ada, event, last, place="first", why="Φεύγει <b>νωρίς</b>")
    assert order(event) == [maria.id, grace.id, nikos.id]
    page = as_person(nikos).get(f"/live/{event.id}/").text
    assert ("Maria", "μπροστά, με απόφαση της ομάδας") in shown(page)
    assert "Ada: «Φεύγει &lt;b&gt;νωρίς&lt;/b&gt;»" in page
    assert "<b>Maria</b>: πέρασε μπροστά (Ada): «Φεύγει &lt;b&gt;νωρίς&lt;/b&gt;»" in page
    done("hand_lowered", ada, event, last, why="Το είπε ήδη")
    page = as_person(nikos).get(f"/live/{event.id}/").text
    assert "<b>Maria</b>: κατέβηκε το χέρι (Ada): «Το είπε ήδη»" in page
    with pytest.raises(Refused):
        done("hand_lowered", grace, event, hand_of(event, nikos), why="εγώ")


def test_a_hand_survives_a_lost_line_and_keeps_its_place_while_its_owner_is_away(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, _maria = people.values()
    away, here = asks(event, grace), asks(event, nikos)
    at.is_now(ON + timedelta(minutes=10))
    be_here(nikos, event)
    assert order(event) == [grace.id, nikos.id]
    with pytest.raises(Refused):
        done("floor_given", ada, event, away)
    done("floor_given", ada, event, here)  # those before are away: that is reason enough
    assert "<b>Nikos</b>: πήρε τον λόγο, γιατί όσα άτομα προηγούνταν έλειπαν (Ada)" in (
        as_person(nikos).get(f"/live/{event.id}/").text
    )
    be_here(grace, event)
    assert order(event) == [grace.id]
    done("floor_given", ada, event, away)
    assert speaker(event) == grace.id


def test_giving_the_floor_starts_the_clock_and_ending_it_adds_the_seconds(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, _maria = people.values()
    done("limit_set", ada, event, seconds=120)
    hand, other = asks(event, grace), asks(event, nikos)
    turn = done("floor_given", ada, event, hand)
    at.is_now(ON + timedelta(seconds=75))
    page = as_person(grace).get(f"/live/{event.id}/").text
    assert 'class="panel hue floor own" id="floor"' in page
    assert f'data-turn="{turn}" data-speaker="{grace.id}"' in page
    assert 'data-yours="Έχεις τον λόγο."' in page
    assert 'data-ends="2026-12-03T16:32:00+00:00"' in page
    with pytest.raises(Refused):
        done("hand_raised", grace, event, wants="word")
    with pytest.raises(Refused):
        done("floor_ended", nikos, event, turn)
    done("floor_ended", grace, event, turn)
    with pytest.raises(Refused):
        done("floor_ended", ada, event, turn)  # too late for the next one's
    be_here(nikos, event)
    second = done("floor_given", ada, event, other)
    at.is_now(ON + timedelta(seconds=175))
    done("floor_given", ada, event, myself=True)  # ends whoever speaks
    hands = state_of(event).of(Hands)
    assert (hands.spoken, speaker(event)) == ({grace.id: 75, nikos.id: 100}, ada.id)
    assert [turn.seq for turn in hands.turns][:2] == [turn, second]


def test_only_those_who_lead_see_how_the_time_was_shared(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, _maria = people.values()
    speaks(event, at, ada, asks(event, grace), 90)
    speaks(event, at, ada, asks(event, nikos), 30)
    done("floor_given", ada, event, myself=True)
    at.is_now(at.moment + timedelta(seconds=60))
    page = as_person(ada).get(f"/live/{event.id}/").text
    rows = re.findall(r'<th scope="row">(\w+)</th>' + r'<td class="number">([\d:]+)</td>' * 3, page)
    assert rows == [
        ("Grace", "1", "1:30", "50"),
        ("Ada", "1", "1:00", "33"),
        ("Nikos", "1", "0:30", "17"),
    ]
    assert "Μίλησαν 3 άτομα, 3:00 συνολικά, ο συντονισμός 1:00." in page
    for person in (grace, nikos):
        answers = [
            as_person(person).get(f"/live/{event.id}/{path}").text
            for path in ("", "entries?since=0", "panels/hands")
        ]
        assert ["1:30" in answer or "airtime" in answer for answer in answers] == [False] * 3


def test_whoever_is_put_out_or_only_observes_has_no_hand_and_no_turn(
    event: Any, at: Any, people: Any
) -> None:
    ada, grace, nikos, maria = people.values()
    done("floor_given", ada, event, asks(event, grace))
    asks(event, nikos)
    asks(event, maria)
    done("removed", ada, event, who=grace.id)
    done("role_given", ada, event, who=nikos.id, role="observer")
    hands = state_of(event).of(Hands)
    assert (order(event), hands.speaking, hands.spoken) == ([maria.id], None, {grace.id: 0})


def test_under_a_pseudonym_a_hand_and_a_turn_name_nobody(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, _maria = people.values()
    hand = asks(event, grace)
    done("veiled", grace, event)  # the hand that is up goes along
    page = as_person(nikos).get(f"/live/{event.id}/panels/hands").text
    assert (f'data-who="{grace.id}"' in page, "Grace" in page) == (False, False)
    done("floor_given", ada, event, hand)
    news = as_person(nikos).get(f"/live/{event.id}/entries?since={hand + 1}").json
    floor = dict(news["pieces"])["floor"]
    assert (f'"{grace.id}"' in floor, "Grace" in floor) == (False, False)
    own = as_person(grace).get(f"/live/{event.id}/entries?since={hand + 1}").json
    assert own["mine"]["hands"] == {"hand": 0, "turn": hand + 2}


def test_only_hands_whose_reason_is_another_are_sent_again(
    event: Any, at: Any, people: Any, as_person: Any
) -> None:
    ada, grace, nikos, maria = people.values()
    hands = [asks(event, person) for person in (grace, nikos, maria)]
    done("floor_given", ada, event, hands[0])
    news = as_person(maria).get(f"/live/{event.id}/entries?since={hands[-1]}").json
    names = [name for name, _html in news["pieces"]]
    assert names == [
        f"hand-{hands[0]}",
        f"hand-{hands[1]}",
        "handorder",
        "floor",
        "turns",
        "manual",
    ]
    assert dict(news["pieces"])[f"hand-{hands[0]}"] == ""
    assert f'data-order="{hands[1]} {hands[2]}"' in dict(news["pieces"])["handorder"]


def test_without_scripts_a_hand_goes_up_and_down_by_forms(
    event: Any, as_person: Any, grace: Any
) -> None:
    browser, room = as_person(grace), f"/live/{event.id}/"
    browser.post(f"{room}acts/hand_raised", data={"once": key(), "wants": "word"})
    page = browser.get(room).text
    about = re.search(r'name="about" value="(\d+)"><button class="button quiet" >', page)
    assert about
    assert 'value="word" aria-pressed="true"' in page
    browser.post(f"{room}acts/hand_lowered", data={"once": key(), "about": about[1]})
    assert order(event) == []
    assert [kind for _seq, kind, *_ in log_of(event)] == ["hand_raised", "hand_lowered"]


def test_a_late_lowering_of_a_hand_that_went_up_again_changes_nothing() -> None:
    state = State()
    for seq, kind, about, said in [
        (1, "hand_raised", None, {"wants": "word"}),
        (2, "hand_lowered", 1, {}),
        (3, "hand_raised", None, {"wants": "word"}),
        (4, "hand_lowered", 1, {}),
    ]:
        state.take(
            Entry(seq=seq, kind=kind, actor_id=7, about=about, payload=said, at=ON, client_id=key())
        )
    assert list(state.of(Hands).up) == [3]


def test_the_floor_without_a_raised_hand_is_a_change_that_all_see(
    event: Any, at: Any, people: Any, as_person: Any, make_person: Any
) -> None:
    ada, grace, nikos, maria = people.values()
    away = make_person("Away")
    for who, why in ((away.id, "Γύρος"), (-7, "Γύρος")):
        with pytest.raises(Refused):
            done("floor_given", ada, event, who=who, why=why)
    turn = done("floor_given", ada, event, who=grace.id)  # nobody waits: no reason is asked for
    assert speaker(event) == grace.id
    with pytest.raises(Refused):
        done("floor_given", ada, event, who=grace.id)
    done("floor_ended", ada, event, turn)
    asks(event, nikos)
    with pytest.raises(Refused):
        done("floor_given", ada, event, who=maria.id)
    done("veiled", maria, event)
    done("floor_given", ada, event, who=maria.id, why="Ξέρει την απάντηση")
    page = as_person(nikos).get(f"/live/{event.id}/").text
    changes = page.split('<div id="manual"')[1].split("</div>")[0]
    assert "<b>Grace</b>: πήρε τον λόγο χωρίς να σηκώσει χέρι (Ada)" in changes
    assert "πήρε τον λόγο χωρίς να σηκώσει χέρι (Ada): «Ξέρει την απάντηση»" in changes
    assert ("Maria" in changes, state_of(event).of(Hands).turns[-1].veiled) == (False, True)
    done("floor_given", ada, event, who=nikos.id)  # by name, though the hand is up: it goes down
    assert (order(event), speaker(event)) == ([], nikos.id)
    done("role_given", ada, event, who=grace.id, role="observer")
    with pytest.raises(Refused):
        done("floor_given", ada, event, who=grace.id)
