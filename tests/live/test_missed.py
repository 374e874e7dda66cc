"""What you missed: told to whoever came late or was away for three minutes, by step, in short."""

import re
from datetime import timedelta
from typing import Any

from kalo.live import actions
from kalo.live.views.minutes.missed import MOST
from tests.factories.events import seat
from tests.factories.live import be_here, done, lay_guide


def wait(at: Any, **span: float) -> None:
    at.is_now(at.moment + timedelta(**span))


def missed(page: str) -> str:
    """The words of the panel; nothing where it is hidden."""
    panel = re.search(
        r'<section[^>]*id="panel-missed"[^>]*?( hidden)?>(.*?)</section>', page, re.DOTALL
    )
    assert panel
    return "" if panel[1] else " ".join(re.sub("<[^>]*>", " ", panel[2]).split())


def room(as_person: Any, person: Any, event: Any) -> str:
    return missed(as_person(person).get(f"/live/{event.id}/").text)


def test_whoever_comes_late_reads_what_was_settled_by_step(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any, make_person: Any
) -> None:
    nikos = make_person("Nikos")
    seat(event, nikos)
    first, second, _third = lay_guide(event)
    done("guide_laid", ada, event)
    done("step_begun", ada, event, step=first)
    asked = done("asked", nikos, event, "Πότε αρχίζουμε;")
    done("asked", nikos, event, "Ποιος κρατά πρακτικά;")
    done("said", nikos, event, "Καλησπέρα")
    done("answered", ada, event, asked)
    wait(at, minutes=5)
    done("step_begun", ada, event, step=second)
    decided = done("decided", ada, event, "Συναντιόμαστε <b>ξανά</b> τον Μάρτιο")
    hidden = done("said", nikos, event, "Κρυφό")
    done("hidden", ada, event, hidden)
    wait(at, minutes=1)
    page = as_person(grace).get(f"/live/{event.id}/").text
    assert missed(page) == (
        "Τι έχασες 18:00–18:36 "
        "Βήμα 1; Ερωτήσεις Πότε αρχίζουμε; → Απαντήθηκε στην αίθουσα. 1 ερώτηση · 1 μήνυμα "
        "Βήμα 2; Αποφάσεις Συναντιόμαστε &lt;b&gt;ξανά&lt;/b&gt; τον Μάρτιο"
    )
    assert f'href="#decision-{decided}"' in page
    assert f'href="#question-{asked}"' in page
    assert '<details class="fold" id="missed-words"><summary>' in page


def test_three_minutes_away_are_told_less_is_not(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    be_here(grace, event)
    done("decided", ada, event, "Πριν")
    wait(at, seconds=170)
    done("decided", ada, event, "Μετά")
    assert room(as_person, grace, event) == ""
    wait(at, seconds=15)
    told = room(as_person, grace, event)
    assert ("Μετά" in told, "Πριν" in told) == (True, False)


def test_it_stays_for_a_reload_and_goes_after_a_quarter_of_an_hour(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    done("decided", ada, event, "Ναι")
    wait(at, seconds=1)
    be_here(grace, event)
    told = room(as_person, grace, event)
    for _minute in range(16):
        wait(at, seconds=60)
        be_here(grace, event)
        if _minute == 5:
            assert room(as_person, grace, event) == told
    assert "Ναι" in told
    assert room(as_person, grace, event) == ""


def test_two_devices_are_one_person(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    at.is_now(event.starts_at)
    for minute in range(6):
        be_here(grace, event, "phone" if minute < 3 else "desk")
        wait(at, seconds=60)
    done("decided", ada, event, "Ναι")
    assert room(as_person, grace, event) == ""


def test_nothing_happened_is_nothing_told(event: Any, at: Any, as_person: Any, grace: Any) -> None:
    assert room(as_person, grace, event) == ""


def test_a_page_that_was_away_asks_for_it_alone(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    be_here(grace, event)
    wait(at, minutes=4)
    done("decided", ada, event, "Ναι")
    be_here(grace, event)
    answer = as_person(grace).get(f"/live/{event.id}/panels/missed")
    assert (answer.status_code, "Ναι" in missed(answer.text)) == (200, True)


def test_it_is_never_longer_than_a_minute(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any, make_person: Any
) -> None:
    for number in range(30):
        actions.pace._left.clear()
        done("decided", ada, event, f"Απόφαση {number}: " + "πολλά λόγια " * 30)
    told = room(as_person, grace, event)
    assert (told.count("Απόφαση"), "Απόφαση 29" in told) == (MOST, True)
    assert len(told.split()) < 300
