"""Polls and quizzes: what may be asked and answered, what it adds up to, and who sees what when."""

import json
import re
import time
from datetime import timedelta
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.live import queries
from kalo.live.folds import state_from, tallies
from kalo.live.folds.polls import Polls
from kalo.live.folds.tallies import Tally, tally_of
from kalo.live.kinds.polls import phrases
from kalo.live.moderated import hide, unhide
from kalo.moderation.things import find_thing, visible_thing
from tests.factories.events import seat
from tests.factories.live import done, key, log_of, state_of
from tests.live.test_log import entry, folded

THREE = "Δευτέρα\nΤρίτη\nΤετάρτη"


def make(event: Any, ada: Any, sort: str, options: str = "", **more: Any) -> int:
    """A poll that is asked at once."""
    said = {"sort": sort, "options": options, "at_once": True, **more}
    return done("poll_made", ada, event, "Τι λέτε;", **said)


def tally(event: Any, seq: int) -> Tally:
    polls = state_of(event).of(Polls)
    return tally_of(polls.made[seq], polls.before(polls.made[seq]))


def answered(sort: str, *answers: dict[str, Any], **made: Any) -> Tally:
    """What answers of as many people add up to."""
    said = {"sort": sort, "options": [], "right": [], "least": 1, "most": 5, **made}
    first = entry(1, "poll_made", text="Τι λέτε;", at_once=True, **said)
    rest = [entry(n, "poll_answered", n, 1, **each) for n, each in enumerate(answers, 2)]
    return tally_of(folded(first, *rest).of(Polls).made[1])


def piece(browser: Any, event: Any, name: str) -> str:
    """A piece of the page as this person gets it; empty where it is not for them."""
    news = browser.get(f"/live/{event.id}/entries?since=0").json
    return str(dict(news["pieces"])[name])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"sort": "single", "options": "μία"}, "Γράψε 2 ως 12 επιλογές, μία σε κάθε γραμμή."),
        ({"sort": "several", "options": "α\n" * 13}, "Γράψε 2 ως 12 επιλογές, μία σε κάθε γραμμή."),
        ({"sort": "ranking", "options": "Ναι\nναι"}, "Δύο επιλογές είναι ίδιες."),
        ({"sort": "single", "options": "*α\n*β"}, "μία είναι η σωστή: βάλε ένα μόνο *."),
        ({"sort": "single", "options": f"α\n{'β' * 121}"}, "Μια επιλογή έχει το πολύ 120"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_comes_back_as_it_was_typed(
    event: Any, as_person: Any, ada: Any, said: Any, sentence: str
) -> None:
    sent = {"once": key(), "text": "Ποια <μέρα>;", **said}
    answer = as_person(ada).post(f"/live/{event.id}/acts/poll_made", data=sent)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "Ποια &lt;μέρα&gt;;" in answer.text
    assert log_of(event) == []


@pytest.mark.parametrize(
    ("sort", "good", "bad"),
    [
        ("single", {"choices": [1]}, [{}, {"choices": [0, 1]}, {"choices": [3]}]),
        ("several", {"choices": [0, 2]}, [{}, {"choices": [0, 3]}]),
        ("ranking", {"choices": [2, 0, 1]}, [{"choices": [2, 0]}, {"choices": [2, 0, 0]}]),
        ("scale", {"number": 5}, [{}, {"number": 0}, {"number": 6}]),
        ("cloud", {"text": "δάσος, νερό"}, [{}, {"text": "α,β,γ,δ"}, {"text": "!,?"}]),
        ("text", {"text": "Μακριά"}, [{}, {"text": "α" * 501}]),
    ],
)
def test_an_answer_fits_its_poll_and_only_while_it_is_asked(
    event: Any, ada: Any, grace: Any, sort: str, good: Any, bad: Any
) -> None:
    poll = make(event, ada, sort, THREE)
    for said in bad:
        with pytest.raises(Refused):
            done("poll_answered", grace, event, about=poll, **said)
    done("poll_answered", grace, event, about=poll, **good)
    done("poll_closed", ada, event, poll)
    with pytest.raises(Refused):
        done("poll_answered", grace, event, about=poll, **good)
    assert [kind for _seq, kind, *_ in log_of(event)] == [
        "poll_made", "poll_answered", "poll_closed",
    ]  # fmt: skip


def test_each_person_has_one_answer_whatever_devices_and_may_change_it(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    poll = make(event, ada, "single", THREE)
    for choice in (0, 1, 2):  # plain forms, as of three devices
        sent = {"once": key(), "about": poll, "choices": choice}
        answer = as_person(grace).post(f"/live/{event.id}/acts/poll_answered", data=sent)
        assert answer.location == f"/live/{event.id}/#poll-{poll}"
    done("poll_answered", ada, event, about=poll, choices=[2])
    assert [(bar.count, bar.share) for bar in tally(event, poll).bars] == [(0, 0), (0, 0), (2, 100)]
    news = as_person(grace).get(f"/live/{event.id}/entries?since=0").json
    assert news["mine"]["polls"]["answers"] == {
        str(poll): {"choices": [2], "number": None, "words": []}
    }


def test_plain_forms_say_several_and_orders(event: Any, as_person: Any, ada: Any) -> None:
    several, ranking = make(event, ada, "several", THREE), make(event, ada, "ranking", THREE)
    for poll, choices in ((several, ["0", "2"]), (ranking, ["2", "0", "1"])):
        sent = {"once": key(), "about": poll, "choices": choices}
        answer = as_person(ada).post(f"/live/{event.id}/acts/poll_answered", data=sent)
        assert answer.status_code == 303
    page = as_person(ada).get(f"/live/{event.id}/").text
    assert page.count('type="checkbox" name="choices" value="0" data-many checked') == 1
    assert page.count('<option value="2" selected>Τετάρτη') == 1


@pytest.mark.parametrize(
    ("sort", "sent", "kept"),
    [
        ("single", ["0", "1"], ["0", "1"]),  # of some other page
        ("several", ["0", "2", "9"], ["0", "2"]),
        ("ranking", ["2", "2", "0"], ["2", "2", "0"]),
    ],
)
def test_a_refused_choice_stands_in_its_form_again(
    event: Any, as_person: Any, ada: Any, sort: str, sent: list[str], kept: list[str]
) -> None:
    poll = make(event, ada, sort, THREE)
    right = {"ranking": [0, 1, 2]}.get(sort, [1])
    done("poll_answered", ada, event, about=poll, choices=right)
    words = {"once": key(), "about": poll, "choices": sent}
    answer = as_person(ada).post(f"/live/{event.id}/acts/poll_answered", data=words)
    ballot = answer.text.split('data-act="poll_answered"')[1].split("</form>")[0]
    chosen = re.findall(r'value="(\d+)"[^>]*(?: checked| selected)>', ballot)
    assert (answer.status_code, chosen) == (422, kept)


def test_a_refused_number_stands_in_its_form_again(event: Any, as_person: Any, ada: Any) -> None:
    poll = make(event, ada, "scale")
    done("poll_answered", ada, event, about=poll, number=5)
    page = (
        as_person(ada)
        .post(
            f"/live/{event.id}/acts/poll_answered",
            data={"once": "odd", "about": poll, "number": 2},
        )
        .text
    )
    assert re.findall(r'name="number" value="(\d+)" required checked', page) == ["2"]


def test_several_counts_people_not_ticks() -> None:
    counted = answered(
        "several", {"choices": [0, 1]}, {"choices": [1]}, {"choices": [1, 2]}, options=list("αβγ")
    )
    assert [(bar.count, bar.share) for bar in counted.bars] == [(1, 33), (3, 100), (1, 33)]
    assert counted.answered == 3


def test_a_ranking_is_counted_by_borda() -> None:
    ranks = [{"choices": each} for each in ([0, 1, 2], [1, 0, 2], [1, 2, 0])]
    bars = answered("ranking", *ranks, options=list("αβγ")).bars
    assert [(bar.label, bar.count, bar.share) for bar in bars] == [
        ("β", 5, 83), ("α", 3, 50), ("γ", 1, 17),
    ]  # fmt: skip


def test_a_scale_has_a_mean_and_a_spread_and_every_number_its_bar() -> None:
    counted = answered("scale", *({"number": n} for n in (0, 5, 10, 5)), least=0, most=10)
    assert [bar.count for bar in counted.bars] == [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]
    assert (counted.mean, round(counted.spread or 0, 2)) == (5.0, 3.54)


def test_a_cloud_joins_the_forms_of_a_word_and_counts_people() -> None:
    counted = answered(
        "cloud", {"words": ["Συνεταιρισμός", "νερό"]}, {"words": ["συνεταιρισμοί"]},
        {"words": ["συνεταιρισμός", "Συνεταιρισμού"]}, {"words": ["κοινωνική οικονομία"]},
        {"words": ["κοινωνικής οικονομίας"]},
    )  # fmt: skip
    words = [(word.label, word.count, word.size) for word in counted.cloud]
    assert words[0] == ("συνεταιρισμός", 3, 5)
    assert words[1][1:] == (2, 3)
    assert words[1][0].startswith("κοινωνική")
    assert words[2] == ("νερό", 1, 2)


def test_a_draft_is_for_the_team_alone_until_it_is_asked(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    poll = done("poll_made", ada, event, "Τι λέτε;", sort="single", options=THREE)
    assert piece(as_person(grace), event, f"poll-{poll}") == ""
    assert "Τι λέτε;" not in as_person(grace).get(f"/live/{event.id}/").text
    assert "Έτοιμη, δεν φαίνεται ακόμη" in piece(as_person(ada), event, f"poll-{poll}")
    with pytest.raises(Refused):
        done("poll_answered", grace, event, about=poll, choices=[0])
    done("poll_opened", ada, event, poll)
    assert "Τι λέτε;" in piece(as_person(grace), event, f"poll-{poll}")


def test_before_the_room_opens_a_poll_is_only_prepared(event: Any, at: Any, ada: Any) -> None:
    at.is_now(event.starts_at - timedelta(hours=2))
    poll = make(event, ada, "single", THREE)
    assert state_of(event).of(Polls).made[poll].state == "draft"
    with pytest.raises(Refused):
        done("poll_opened", ada, event, poll)


def test_what_is_hidden_shows_only_how_many_answered_until_it_closes(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    poll = make(event, ada, "single", THREE, hidden=True)
    done("poll_answered", grace, event, about=poll, choices=[1])
    for person in (ada, grace):
        shown = piece(as_person(person), event, f"tally-{poll}")
        assert ("1 απάντηση" in shown, "<rect" in shown, "Τρίτη" in shown) == (True, False, False)
    done("poll_closed", ada, event, poll)
    shown = piece(as_person(grace), event, f"tally-{poll}")
    assert shown.count('<rect width="100%" height="100%" rx="5"/>') == 1
    assert '<th scope="row"><span class="words">Τρίτη</span>' in shown


def test_a_quiz_keeps_its_right_answer_until_it_closes(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    poll = make(event, ada, "single", "1986\n*2016\n2026")
    done("poll_answered", grace, event, about=poll, choices=[1])
    done("poll_answered", ada, event, about=poll, choices=[0])
    open_one = as_person(grace).get(f"/live/{event.id}/").text
    assert ("σωστ" in open_one, "<rect width" in open_one, "*2016" in open_one) == (False,) * 3
    done("poll_closed", ada, event, poll)
    shown = piece(as_person(grace), event, f"poll-{poll}")
    assert 'data-bar="1" class="right" data-right' in shown
    assert "απάντησε σωστά το 50%" in shown
    assert "Απάντησες σωστά." in as_person(grace).get(f"/live/{event.id}/").text
    with pytest.raises(Refused):
        done("poll_opened", ada, event, poll)


def test_asked_again_it_starts_empty_and_is_compared_with_the_first_time(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    first = make(event, ada, "scale", scale="1-5")
    done("poll_answered", grace, event, about=first, number=2)
    with pytest.raises(Refused):
        done("poll_repeated", ada, event, first)
    done("poll_closed", ada, event, first)
    again = done("poll_repeated", ada, event, first)
    assert tally(event, again).answered == 0
    done("poll_answered", grace, event, about=again, number=5)
    compared = tally(event, again)
    assert (compared.mean_before, compared.mean) == (2, 5)
    assert [(bar.before, bar.share) for bar in compared.bars][1::3] == [(100, 0), (0, 100)]
    shown = piece(as_person(grace), event, f"tally-{again}")
    assert "Μέσος όρος 5,0" in shown
    assert "(πριν: 2,0)" in shown
    done("poll_closed", ada, event, again)
    third = done("poll_repeated", ada, event, again)
    assert state_of(event).of(Polls).made[third].again_of == first


def test_the_team_takes_off_a_word_and_who_is_put_out_takes_theirs_along(
    event: Any, as_person: Any, ada: Any, grace: Any, make_person: Any
) -> None:
    other = make_person("Other")
    seat(event, other)
    as_person(other).post(f"/live/{event.id}/presence")
    cloud, text = make(event, ada, "cloud"), make(event, ada, "text")
    done("poll_answered", grace, event, about=cloud, text="βρισιά, καλό")
    said = done("poll_answered", grace, event, about=text, text="<b>Κακό</b>")
    done("poll_answered", other, event, about=text, text="Φεύγω")
    (rude,) = [word.key for word in tally(event, cloud).cloud if word.label == "βρισιά"]
    done("poll_words_hidden", ada, event, about=cloud, key=rude)
    assert [word.label for word in tally(event, cloud).cloud] == ["καλό"]
    assert "&lt;b&gt;Κακό&lt;/b&gt;" in piece(as_person(ada), event, f"tally-{text}")
    done("removed", ada, event, who=other.id, reason="Φωνάζει")
    done("poll_words_hidden", ada, event, about=text, key=str(said))
    assert tally(event, text).texts == []


def test_nobody_is_named_in_what_is_shown(event: Any, as_person: Any, ada: Any, grace: Any) -> None:
    polls = [make(event, ada, "text"), make(event, ada, "single", THREE)]
    done("poll_answered", grace, event, about=polls[0], text="Ναι")
    done("poll_answered", grace, event, about=polls[1], choices=[0])
    for poll in polls:
        shown = piece(as_person(ada), event, f"tally-{poll}")
        assert ("Grace" in shown, "data-who" in shown) == (False, False)


def test_with_the_session_ends_what_was_being_asked(event: Any, ada: Any) -> None:
    poll = make(event, ada, "single", THREE, hidden=True)
    done("closed", ada, event)
    assert state_of(event).of(Polls).made[poll].state == "closed"


def test_a_state_that_was_kept_has_its_polls(event: Any, ada: Any, grace: Any) -> None:
    cloud, scale = make(event, ada, "cloud"), make(event, ada, "scale", scale="0-10")
    done("poll_answered", grace, event, about=cloud, text="νερό")
    done("poll_answered", grace, event, about=scale, number=0)
    done("poll_words_hidden", ada, event, about=cloud, key="νερ")
    state = state_of(event)
    again = state_from(state.seq, json.loads(json.dumps(state.kept())))
    assert again.of(Polls) == state.of(Polls)


def test_a_storm_of_a_thousand_votes_is_counted_rightly_and_small() -> None:
    made: dict[str, Any] = {"sort": "single", "options": list("αβγδ"), "right": []}
    state = folded(entry(1, "poll_made", text="Τι;", at_once=True, least=1, most=5, **made))
    began = time.process_time()
    for n in range(2, 2002):  # each of a thousand people twice: the second answer counts
        who = n % 1000 + 1
        state.take(entry(n, "poll_answered", who, 1, choices=[(who + n // 1001) % 4]))
    poll = state.of(Polls).made[1]
    counted = tally_of(poll)
    assert (counted.answered, [bar.count for bar in counted.bars]) == (1000, [250] * 4)
    assert {each.pieces[0] for each in state.lately} == {"tally-1"}
    assert time.process_time() - began < 2


def test_what_is_prepared_can_be_written_anew_until_it_is_asked(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    poll = done("poll_made", ada, event, "Τι λέτε;", sort="single", options="α\n*β", hidden=True)
    shown = piece(as_person(ada), event, f"poll-{poll}")
    assert ">α\n* β</textarea>" in shown
    assert 'name="hidden" value="1" checked' in shown
    address, sent = f"/live/{event.id}/acts/poll_changed", {"about": poll, "sort": "single"}
    wrong = as_person(ada).post(
        address, data={**sent, "once": key(), "text": "Μισό", "options": "μία"}
    )
    assert wrong.status_code == 422
    assert f'id="changing-{poll}" open' in wrong.text
    assert ">Μισό</textarea>" in wrong.text
    done("poll_changed", ada, event, poll, text="Πόσο;", sort="scale", scale="0-10")
    made = state_of(event).of(Polls).made[poll]
    assert (made.text, made.sort, made.options, made.right) == ("Πόσο;", "scale", [], [])
    assert (made.least, made.most, made.hidden, made.state) == (0, 10, False, "draft")
    assert '<option value="0-10" selected>' in piece(as_person(ada), event, f"poll-{poll}")
    done("poll_opened", ada, event, poll)
    with pytest.raises(Refused):
        done("poll_changed", ada, event, poll, text="Αργά", sort="scale")
    assert "poll_changed" not in piece(as_person(ada), event, f"poll-{poll}")


def test_an_answer_in_own_words_can_be_flagged_and_ruled_on(
    event: Any, as_person: Any, ada: Any, grace: Any, moderator: Any, make_person: Any
) -> None:
    nikos = make_person("Nikos")
    seat(event, nikos)
    poll, cloud = make(event, ada, "text"), make(event, ada, "cloud")
    said = done("poll_answered", grace, event, about=poll, text="<b>Κακό</b>")
    word = done("poll_answered", grace, event, about=cloud, text="λέξη")
    room = queries.find_room(event.id)
    assert room is not None
    flagged, other = f"said:{room.id}.{said}", f"said:{room.id}.{word}"
    assert f"subject={flagged}" in piece(as_person(nikos), event, f"tally-{poll}")
    thing = visible_thing(flagged, nikos)
    assert thing
    assert (thing.source, thing.unnamed) == ("<b>Κακό</b>", True)
    assert thing.path == f"/live/{event.id}/#poll-{poll}"
    assert visible_thing(other, nikos) is None  # words of a cloud are nobody's
    key_of = flagged.removeprefix("said:")
    for turn, texts, state in ((hide, [], "hidden"), (unhide_it, ["<b>Κακό</b>"], "stands")):
        with transaction():
            turn(key_of, db.session.get_one(Person, moderator.id))
        assert [text for _key, text in tally(event, poll).texts] == texts
        thing = find_thing(flagged)
        assert thing
        assert thing.state == state
    assert bool(visible_thing(flagged, nikos)) is True


def test_what_is_hidden_until_it_closes_is_not_beside_what_was_asked_after_it(
    event: Any, ada: Any, grace: Any
) -> None:
    first = make(event, ada, "single", THREE, hidden=True)
    done("poll_answered", grace, event, about=first, choices=[0])
    done("poll_closed", ada, event, first)
    again = done("poll_repeated", ada, event, first)
    done("poll_answered", grace, event, about=again, choices=[1])
    done("poll_closed", ada, event, again)
    assert [bar.before for bar in tally(event, again).bars] == [100, 0, 0]
    done("poll_opened", ada, event, first)
    assert [bar.before for bar in tally(event, again).bars] == [None] * 3


def test_both_marks_of_a_greek_keyboard_part_words() -> None:
    assert phrases("δάσος\u037e λίμνη\u0387 βουνό, ·;") == ["δάσος", "λίμνη", "βουνό"]


def test_of_many_answers_a_page_has_the_latest_and_the_way_to_all(
    event: Any, as_person: Any, ada: Any, grace: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("kalo.live.views.panels.polls.MOST_TEXTS", 1)
    poll = make(event, ada, "text")
    for person in (ada, grace):
        done("poll_answered", person, event, about=poll, text=f"λόγια {person.name}")
    done("poll_closed", ada, event, poll)
    browser, room = as_person(grace), f"/live/{event.id}/"
    page = browser.get(room).text
    assert re.findall("λόγια (\\w+)", page) == ["Grace"]
    (way,) = re.findall(r'<a href="([^"]+)">1 ακόμη απάντηση</a>', page)
    whole = browser.get(f"{room}{way}").text
    assert re.findall("λόγια (\\w+)", whole) == ["Grace", "Ada"]
    assert "ακόμη απάντηση" not in whole


def test_what_answers_amount_to_is_found_once_for_each_change(monkeypatch: Any) -> None:
    first = entry(1, "poll_made", sort="cloud", options=[], right=[], least=1, most=5,
                  text="Τι;", at_once=True)  # fmt: skip
    state = folded(first, entry(2, "poll_answered", 7, 1, words=["δάσος"]))
    poll, found = state.of(Polls).made[1], []
    monkeypatch.setattr(tallies, "_cloud", lambda poll: found.append(poll.turn) or [])
    for _look in range(3):
        tally_of(poll)
    state.take(entry(3, "poll_answered", 8, 1, words=["λίμνη"]))
    tally_of(poll)
    state.take(entry(4, "poll_words_hidden", 9, 1, key="λιμν"))
    tally_of(poll)
    state.take(entry(5, "removed", 9, who=8))
    tally_of(poll)
    assert found == [1, 2, 3, 4]


def unhide_it(key_of: str, by: Person) -> None:
    unhide(key_of, by, {})
