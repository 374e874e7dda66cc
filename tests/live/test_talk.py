"""The talk: replies, signs, what waits and comes back, who may not write, words to the team."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.kit.web import Refused
from kalo.live.folds.talk import Talk
from kalo.moderation.things import find_thing, visible_thing
from tests.factories.events import seat
from tests.factories.live import ON, done, key, log_of, queries, state_of


@pytest.fixture
def nikos(event: Any, make_person: Any) -> Any:
    """Somebody else with a seat."""
    person = make_person("Nikos")
    seat(event, person)
    return person


def room_of(as_person: Any, event: Any, person: Any, query: str = "") -> str:
    return str(as_person(person).get(f"/live/{event.id}/{query}").text)


def line_in(page: str, seq: int) -> str:
    found = re.search(rf'<li id="said-{seq}".*?</li>', page, re.DOTALL)
    return found[0] if found else ""


def subject_of(event: Any, seq: int) -> str:
    room = queries.find_room(event.id)
    assert room
    return f"said:{room.id}.{seq}"


def mine(as_person: Any, event: Any, person: Any) -> Any:
    return as_person(person).get(f"/live/{event.id}/entries?since=0").json["mine"]["talk"]


def test_a_reply_shows_what_it_replies_to_until_that_is_hidden(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    first = done("said", grace, event, "Πού <i>βρίσκω</i> το καταστατικό;")
    reply = done("said", ada, event, "Στη Βιβλιοθήκη", to=first)
    page = line_in(room_of(as_person, event, grace), reply)
    assert f'<a href="#said-{first}">' in page
    assert "<b>Grace</b> Πού &lt;i&gt;βρίσκω&lt;/i&gt; το καταστατικό;" in page
    with pytest.raises(Refused):
        done("said", grace, event, "Σε ποιο;", to=reply + 10)
    done("hidden", ada, event, first, why="Διπλό")
    news = as_person(ada).get(f"/live/{event.id}/entries?since={reply}").json
    assert [name for name, _html in news["pieces"]] == [f"said-{first}", f"said-{reply}"]
    assert "βρίσκω" not in dict(news["pieces"])[f"said-{reply}"]


def test_one_sign_of_each_person_stands_behind_a_line(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any
) -> None:
    line = done("said", ada, event, "Ας ξεκινήσουμε")
    for person, sign in [(grace, "agree"), (nikos, "agree"), (ada, "idea"), (nikos, "doubt")]:
        done("reacted", person, event, line, sign=sign)
    assert state_of(event).of(Talk).lines[line].counts == [("agree", 1), ("idea", 1), ("doubt", 1)]
    done("reacted", nikos, event, line, sign="none")
    shown = line_in(room_of(as_person, event, grace), line)
    chips = re.findall(r'data-sign="(\w+)" aria-pressed="(\w+)"', shown)
    assert chips == [("agree", "true"), ("idea", "false")]
    assert mine(as_person, event, grace)["reacted"] == {str(line): "agree"}
    with pytest.raises(Refused):
        done("reacted", grace, event, line, sign="<b>")
    news = as_person(ada).get(f"/live/{event.id}/entries?since={line}").json
    assert [name for name, _html in news["pieces"]] == [f"signs-{line}"]


def test_lines_wait_for_a_yes_and_appear_where_people_read(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any
) -> None:
    done("talk_set", ada, event, before=True, slow=0)
    held = done("said", grace, event, "Περιμένω")
    now = done("said", ada, event, "Η ομάδα δεν περιμένει")
    for path in ("", "entries?since=0", "panels/talk"):
        assert "Περιμένω" not in as_person(nikos).get(f"/live/{event.id}/{path}").text
    assert mine(as_person, event, grace)["held"] == [[held, "Περιμένω"]]
    assert "περιμένει να το δει η ομάδα</p>" in room_of(as_person, event, grace)
    assert f'id="held-{held}"' in room_of(as_person, event, ada)
    let = done("let_through", ada, event, held)
    news = as_person(nikos).get(f"/live/{event.id}/entries?since={let - 1}").json
    assert [name for name, _html in news["pieces"]] == [f"said-{held}"]
    page = room_of(as_person, event, nikos)
    assert re.findall(r'<li id="said-(\d+)"', page) == [str(now), str(held)]
    done("hidden", ada, event, held)
    done("hidden", ada, event, held, again=True)
    assert list(state_of(event).of(Talk).lines) == [now, held]


def test_a_refused_line_goes_back_to_its_author_alone_with_the_reason(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any
) -> None:
    done("talk_set", ada, event, before=True, slow=0)
    held = done("said", grace, event, "Να το <b>ξαναγράψω</b>")
    with pytest.raises(Refused):
        done("sent_back", ada, event, held)
    done("sent_back", ada, event, held, why="Λείπει η πηγή")
    page = room_of(as_person, event, grace)
    assert "Η ομάδα σου το επέστρεψε. Λείπει η πηγή</p>" in page
    assert f'href="?again={held}#write-said"' in page
    assert mine(as_person, event, grace)["back"] == [
        [held, "Να το <b>ξαναγράψω</b>", "Λείπει η πηγή", False]
    ]
    again = room_of(as_person, event, grace, f"?again={held}")
    assert ">Να το &lt;b&gt;ξαναγράψω&lt;/b&gt;</textarea>" in again
    for person, query in [(nikos, ""), (nikos, f"?again={held}"), (ada, "")]:
        assert "ξαναγράψω" not in room_of(as_person, event, person, query)
    with pytest.raises(Refused):
        done("taken_back", nikos, event, held)
    done("taken_back", grace, event, held)
    assert mine(as_person, event, grace)["back"] == []


def test_whoever_wrote_what_was_hidden_is_told_why(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    line = done("said", grace, event, "Εκτός")
    done("hidden", ada, event, line, why="Εκτός θέματος")
    page = room_of(as_person, event, grace)
    assert "Η ομάδα το αφαίρεσε από τη συζήτηση. Εκτός θέματος</p>" in page
    done("hidden", ada, event, line, again=True)
    assert mine(as_person, event, grace)["back"] == []


def test_where_it_goes_slowly_one_waits_and_the_team_does_not(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    done("talk_set", ada, event, slow=30)
    done("said", grace, event, "Πρώτο")
    at.is_now(ON + timedelta(seconds=18))
    answer = as_person(grace).post(
        f"/live/{event.id}/acts/said", data={"once": key(), "text": "Δεύτερο"}
    )
    assert answer.status_code == 422
    assert "μπορείς να ξαναγράψεις σε 12 δευτερόλεπτα." in answer.text
    assert ">Δεύτερο</textarea>" in answer.text
    for text in ("Ένα", "Δύο"):
        done("said", ada, event, text)
    at.is_now(ON + timedelta(seconds=30))
    done("said", grace, event, "Δεύτερο")
    assert [text for *_, text in log_of(event)] == ["", "Πρώτο", "Ένα", "Δύο", "Δεύτερο"]


def test_whoever_was_muted_is_told_why_and_still_reaches_the_team(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    line, adas = done("said", grace, event, "Ένα"), done("said", ada, event, "Δικό μου")
    with pytest.raises(Refused):
        done("muted", ada, event, adas, why="Δεν γίνεται")
    muting = done("muted", ada, event, line, why="Πολλά μηνύματα")
    page = room_of(as_person, event, grace)
    assert "Η ομάδα σου ζητά να μη γράφεις εδώ προς το παρόν. Πολλά μηνύματα</p>" in page
    assert '<div class="when-open" id="saying" hidden>' in page
    with pytest.raises(Refused):
        done("said", grace, event, "Δύο")
    with pytest.raises(Refused):
        done("reacted", grace, event, adas, sign="agree")
    done("told_team", grace, event, "Γιατί;")
    done("unmuted", ada, event, muting)
    done("said", grace, event, "Δύο")


def test_a_word_to_the_team_is_read_by_the_team_alone_and_answered(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any, make_person: Any
) -> None:
    note_taker = make_person("Notis")
    seat(event, note_taker)
    as_person(note_taker).post(f"/live/{event.id}/presence")
    done("role_given", ada, event, who=note_taker.id, role="note-taker")
    thread = done("told_team", grace, event, "Δεν <i>ακούω</i>")
    answer = done("team_answered", note_taker, event, thread, text="Το κοιτάμε")
    for person in (ada, note_taker):
        page = room_of(as_person, event, person)
        assert f'id="thread-{thread}"' in page
        assert "Δεν &lt;i&gt;ακούω&lt;/i&gt;" in page
    for path in ("", "entries?since=0", "panels/talk", "panels/team"):
        assert "ακούω" not in as_person(nikos).get(f"/live/{event.id}/{path}").text
    assert mine(as_person, event, grace)["words"] == [
        [thread, False, "Δεν <i>ακούω</i>"], [answer, True, "Το κοιτάμε"],
    ]  # fmt: skip
    assert '<b>Η ομάδα</b></p><p class="words">Το κοιτάμε</p>' in room_of(as_person, event, grace)


def test_under_a_pseudonym_nothing_names_the_author(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any
) -> None:
    done("veiled", grace, event)
    done("told_team", grace, event, "Διστάζω να το πω")
    line = done("said", grace, event, "Διστάζω")
    reply = done("said", nikos, event, "Πες το", to=line)
    muting = done("muted", ada, event, line, why="Δοκιμή")
    done("unmuted", ada, event, muting)
    done("muted", ada, event, line, why="Δοκιμή")
    page = room_of(as_person, event, ada)
    assert (f'data-who="{grace.id}"' in page, "Grace" in page) == (False, False)
    assert "Διστάζω" in line_in(page, reply)
    report = as_person(nikos).get(f"/moderation/report?subject={subject_of(event, line)}").text
    assert ("με ψευδώνυμο" in report, "Grace" in report) == (True, False)


def test_what_waits_or_came_back_cannot_be_read_by_reporting_it(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any
) -> None:
    stands = done("said", grace, event, "Φαίνεται")
    done("talk_set", ada, event, before=True, slow=0)
    held, returned = (done("said", grace, event, text) for text in ("Ένα", "Δύο"))
    done("sent_back", ada, event, returned, why="Όχι")
    subjects = [subject_of(event, seq) for seq in (stands, held, returned)]
    assert [bool(visible_thing(subject, nikos)) for subject in subjects] == [True, False, False]
    thing = find_thing(subjects[0])
    assert thing
    assert thing.path == f"/live/{event.id}/#said-{stands}"


def test_without_scripts_the_address_says_which_line(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    line = done("said", ada, event, "Απάντησέ μου")
    browser, room = as_person(grace), f"/live/{event.id}/"
    closed, page = browser.get(room).text, browser.get(f"{room}?line={line}").text
    assert f'href="?line={line}#line-deeds"' in closed
    assert re.findall(r"<dialog[^>]*( open)?>", closed) == [""]
    (dialog,) = re.findall(r"<dialog[^>]* open>(.*?)</dialog>", page, re.DOTALL)
    assert f'name="about" value="{line}"' in dialog
    assert dialog.count("data-act") == 1  # signs; those who lead get two more
    assert f'<input type="hidden" name="to" value="{line}">' in page
    led = as_person(ada).get(f"{room}?line={line}").text
    deeds = re.findall(r'data-act="(\w+)"', led.split("<dialog")[1].split("</dialog>")[0])
    assert deeds == ["reacted", "hidden", "muted"]


def test_links_are_shown_as_they_are_and_nothing_is_loaded(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    line = done("said", ada, event, "Δες https://kalo.example/a.png <img src=x>")
    page = line_in(room_of(as_person, event, grace), line)
    address = "https://kalo.example/a.png"
    link = f'<a href="{address}" rel="nofollow noopener ugc">{address}</a>'
    assert f"Δες {link} &lt;img src=x&gt;" in page
    assert "<img" not in page


def test_a_question_that_is_hidden_goes_back_to_whoever_asked_alone(
    event: Any, as_person: Any, ada: Any, grace: Any, nikos: Any
) -> None:
    asked = done("asked", grace, event, "Πότε;", veiled=True)
    done("hidden", ada, event, asked, why="Το είπαμε")
    for person, back in ((grace, [[asked, "Πότε;", "Το είπαμε", True]]), (nikos, []), (ada, [])):
        assert mine(as_person, event, person)["back"] == back
    assert "Το είπαμε" in room_of(as_person, event, grace)
    done("hidden", ada, event, asked, again=True)
    assert mine(as_person, event, grace)["back"] == []


def test_what_waits_at_the_end_can_still_be_let_through(event: Any, ada: Any, grace: Any) -> None:
    done("talk_set", ada, event, before=True, slow=0)
    held = done("said", grace, event, "πριν το τέλος")
    done("closed", ada, event)
    done("let_through", ada, event, held)
    assert [line.text for line in state_of(event).of(Talk).lines.values()] == ["πριν το τέλος"]


def test_whoever_was_silenced_in_the_house_writes_to_the_team_alone(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    polls = {
        sort: done("poll_made", ada, event, "Τι;", sort=sort, at_once=True)
        for sort in ("text", "cloud", "scale")
    }
    with transaction():
        db.session.get_one(Person, grace.id).silenced_until = ON + timedelta(days=2)
    browser, before = as_person(grace), log_of(event)
    for kind, words in (
        ("said", {"text": "κάτι"}),
        ("asked", {"text": "κάτι;"}),
        ("poll_answered", {"text": "κάτι", "about": polls["text"]}),
        ("poll_answered", {"text": "κάτι", "about": polls["cloud"]}),
    ):
        answer = browser.post(f"/live/{event.id}/acts/{kind}", data={"once": key(), **words})
        assert (answer.status_code, "αλλά όχι να γράφεις έως Σάβ" in answer.text) == (422, True)
    assert log_of(event) == before
    done("told_team", grace, event, "Γιατί;")
    done("poll_answered", grace, event, about=polls["scale"], number=3)
    with transaction():
        db.session.get_one(Person, grace.id).silenced_until = ON - timedelta(minutes=1)
    done("said", grace, event, "πάλι εδώ")
