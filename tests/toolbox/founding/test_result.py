"""The plan as a report, its days and its calendar file, from answers to what is handed out."""

from datetime import date
from typing import Any

import icalendar
import pytest
from flask import Flask

from kalo.kit import clock
from kalo.kit.locales import speaking
from kalo.kit.reports import (
    Heading,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    Ticks,
    written,
)
from kalo.toolbox.fields import Rows
from kalo.toolbox.forms.answers import read_data
from kalo.toolbox.tools.founding.tool import TOOL
from tests.events.conftest import Clock

START = "2027-01-11"


@pytest.fixture(autouse=True)
def time_(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Clock:
    stands = Clock()
    stands.at = stands.at.replace(year=2027, month=1, day=11)
    monkeypatch.setattr(clock, "now", stands.now)
    return stands


def report(language: str = "el", **answers: Any) -> Report:
    with speaking(language):
        return TOOL.result(answers, language)


def days(language: str = "el", **answers: Any) -> list[tuple[str, date, bool]]:
    with speaking(language):
        return [(each.key, each.day, each.done) for each in TOOL.days(answers, language)]


def words_of(found: Report) -> str:
    return written(found, "json").decode()


def table(found: Report, caption: str) -> Table:
    return next(each for each in found.tables() if each.caption == caption)


def koinsep(**answers: Any) -> dict[str, Any]:
    return {"form": "koinsep", "municipality": "ilion", "start": START, "hires": True, **answers}


def test_without_a_form_it_says_what_is_missing() -> None:
    found = report()
    assert (found.title, found.subtitle) == ("Το πλάνο ίδρυσής μας", "")
    assert [type(block).__name__ for block in found.blocks] == ["Para", "Link", "Notice"]
    assert days() == []


def test_the_plan_says_form_place_opening_and_each_step_with_its_days() -> None:
    found = report(**koinsep(name="Η παρέα", who_team="Άννα", by_sign="2027-03-01"))
    assert (found.title, found.subtitle) == (
        "Η παρέα",
        "ΚοινΣΕπ Συλλογικής και Κοινωνικής Ωφέλειας, Δήμος Ιλίου",
    )
    first, second = (block.text for block in found.blocks[:2] if isinstance(block, Para))
    assert first == "Έγιναν 0 από 18 βήματα."
    assert "οι πόρτες ανοίγουν το νωρίτερο στις 13 Απρ 2027" in second.replace("\xa0", " ")
    plan = table(found, "Τα βήματα με τις μέρες τους")
    assert len(plan.rows) == 18
    assert plan.rows[0][:5] == ("Η ομάδα συμφωνεί σε έναν σκοπό", "Άννα", *plan.rows[0][2:4], 0)
    steps = {each["step"]: each for each in found.more["steps"]}
    assert (steps["team"]["start"], steps["team"]["end"]) == ("2027-01-11", "2027-01-18")
    assert (steps["decision"]["start"], steps["decision"]["end"]) == ("2027-02-27", "2027-03-29")
    assert steps["sign"]["deadline"] == "2027-03-01"
    assert steps["certificate"]["start"] == "2028-03-29"
    assert "staff" in steps
    assert "licences" not in steps


def test_each_step_has_what_the_facts_say_with_their_source_and_mark() -> None:
    found = report(**koinsep())
    stated = {block.text: block for block in found.blocks if isinstance(block, Stated)}
    decision = next(each for text, each in stated.items() if "Χρόνος διεκπεραίωσης" in text)
    assert (decision.mark, decision.checked) == ("seen", date(2026, 11, 22))
    assert decision.address.startswith("https://mitos.gov.gr/")
    tax = next(each for text, each in stated.items() if "έναρξη δραστηριότητας στην ΑΑΔΕ" in text)
    assert tax.mark == "general"
    lines = [line for block in found.blocks if isinstance(block, Points) for line in block.items]
    assert "Κόστος: χωρίς κόστος" in lines
    assert "Χρόνος: περίπου 30 ημέρες, όπως λέει η πηγή παρακάτω" in lines
    assert "Αρμόδιος φορέας: συνήθως ΑΑΔΕ" in lines
    assert "Χρόνος: περίπου 7 ημέρες, δική μας εκτίμηση: γράψε τη δική σου" in lines
    assert isinstance(found.blocks[-1], Notice)
    assert found.blocks[-1].tone == "legal"


def test_what_does_not_fit_stands_at_the_beginning() -> None:
    found = report(**koinsep(done_sign=True, by_team="2027-01-12"))
    warnings = [b.text for b in found.blocks if isinstance(b, Notice) and b.tone == "warning"]
    assert "η νωρίτερη δυνατή μέρα 18 Ιαν 2027" in warnings[0].replace("\xa0", " ")
    assert "έρχεται πριν από αυτό" in warnings[0]


def test_a_plan_whose_steps_are_all_done_foretells_no_opening() -> None:
    steps = [each["step"] for each in report(**koinsep()).more["steps"]]
    told = {}
    for name, done in (("all", steps), ("all but one", steps[1:])):
        found = report("en", **koinsep(**{f"done_{key}": True for key in done}))
        words = [block.text for block in found.blocks if isinstance(block, Para)]
        told[name] = [each for each in words if "steps are done" in each or "the doors" in each]
    assert told["all"] == ["18 of 18 steps are done."]
    assert told["all but one"] == [
        "17 of 18 steps are done.",
        "If everything goes as planned, the doors open on 18\xa0Jan\xa02027 at the earliest.",
    ]


def test_what_can_be_done_now_is_named_with_who_and_when() -> None:
    found = report(
        **koinsep(done_team=True, who_market="Βάσω", by_market="2027-02-01", who_model="Άννα")
    )
    now = next(block for block in found.blocks if isinstance(block, Points)).items
    assert [line.replace("\xa0", " ") for line in now] == [
        "Μιλάτε με δέκα ανθρώπους που θα αγόραζαν ή θα χρηματοδοτούσαν (Βάσω, ως 1 Φεβ 2027)",
        "Συμφωνείτε γραπτά",
        "Παίρνετε ένα υπόδειγμα καταστατικού (Άννα)",
        "Κλείνουν η επωνυμία και η έδρα",
        "Υπάρχουν οι κωδικοί για την αίτηση",
    ]


def test_the_statutes_have_their_ticks_their_words_and_what_is_odd() -> None:
    found = report(
        **koinsep(
            legal_name="Η παρέα Α.Ε.",
            art_purpose=True,
            txt_purpose="<b>Να μαγειρεύουμε</b>",
            reserve=4.0,
            workers=30.0,
        )
    )
    ticks = next(block for block in found.blocks if isinstance(block, Ticks)).items
    assert [what for what, done in ticks if done] == ["Σκοπός"]
    assert len(ticks) == 11
    said = words_of(found)
    assert "<b>Να μαγειρεύουμε</b>" in said
    assert "Στο αποθεματικό: 4%· το όριο είναι τουλάχιστον 5%." in said
    assert "Για νέες θέσεις εργασίας και για τη δουλειά μένει το 66% των κερδών." in said
    assert "Δεν βρήκαμε την κατηγορία στην επωνυμία." in said


def test_who_signs_what_names_those_who_were_named() -> None:
    people = [
        {"id": "a", "name": "Άννα", "kind": "person", "represents": True},
        {"id": "b", "name": "Βάσω", "kind": "person", "represents": False},
    ]
    rows = {row[0]: row[1:] for row in table(report(**koinsep(people=people)), "Οι υπογραφές").rows}
    assert rows["Καταστατικό"] == (
        "όλα τα ιδρυτικά μέλη (Άννα, Βάσω), σε κάθε σελίδα",
        "το είδαμε σε πηγή",
    )
    assert rows["Ηλεκτρονική αίτηση"] == (
        "η εκπρόσωπος ή ο εκπρόσωπος (Άννα)",
        "το είδαμε σε πηγή",
    )
    assert rows["Υπεύθυνη δήλωση"][1] == "από παλαιότερο κείμενο, έλεγξέ το"
    assert rows["Έναρξη δραστηριότητας"][1] == "συνήθως, έλεγξέ το"
    others = [row[0] for row in table(report(form="association"), "Οι υπογραφές").rows]
    assert "Αίτηση στο Ειδικό Μητρώο" in others
    assert "Υπεύθυνη δήλωση" not in others


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("form", [key for key, _label in TOOL.fields["form"].options])  # type: ignore[attr-defined]
def test_every_form_has_a_plan_in_both_languages(form: str, language: str) -> None:
    for exists in (False, True):
        found = report(language, form=form, exists=exists, premises=True, hires=True)
        assert found.subtitle
        assert [block.text for block in found.blocks if isinstance(block, Heading)]
        said = words_of(found)
        assert "%(" not in said
        if language == "en":
            assert "Βήμα" not in said


# The days


def test_every_step_has_its_day_until_only_the_own_ones_are_wanted() -> None:
    answers = koinsep(by_sign="2027-03-01", done_team=True, ended_team="2027-01-15")
    found = {key: (day, done) for key, day, done in days(**answers)}
    assert found["step-team"] == (date(2027, 1, 15), True)
    assert found["step-market"] == (date(2027, 1, 29), False)
    assert found["step-sign"] == (date(2027, 3, 1), False)
    assert len(found) == 18
    own = {"own": [{"id": "x1", "what": "Χώρος", "who": "", "by": "2027-05-01", "done": False}]}
    assert [key for key, _day, _done in days(**answers, **own, calendar="own")] == [
        *("step-team", "step-sign"),
        "own-x1",
    ]
    assert days(**answers, calendar="none") == []
    del answers["start"]
    assert [key for key, _day, _done in days(**answers)] == ["step-team", "step-sign"]


def test_a_tick_without_a_day_leaves_the_day_where_it_was(time_: Clock) -> None:
    before = {key: day for key, day, _done in days(**koinsep())}
    ticked = {key: (day, done) for key, day, done in days(**koinsep(done_team=True))}
    assert ticked["step-team"] == (before["step-team"], True)
    time_.pass_by(days=300)
    assert {key: day for key, day, _done in days(**koinsep())} == before


def test_the_file_for_calendars_holds_every_day_and_moves_what_it_brought(time_: Clock) -> None:
    def read(**answers: Any) -> dict[str, Any]:
        body = TOOL.exports["calendar"].make(koinsep(name="Η παρέα", **answers), "el", "")
        assert body.startswith(b"BEGIN:VCALENDAR\r\n")
        assert max(len(line) for line in body.split(b"\r\n")) <= 75
        calendar = icalendar.Calendar.from_ical(body)
        assert str(calendar["X-WR-CALNAME"]) == "Η παρέα"
        return {str(each["UID"]): each for each in calendar.walk("VEVENT")}

    first = read()
    assert len(first) == 18
    time_.pass_by(minutes=5)
    second = read(days_team=30)
    assert second.keys() == first.keys()
    sign = next(uid for uid in first if "step-sign" in uid)
    assert first[sign]["DTSTART"].dt == date(2027, 2, 25)
    assert second[sign]["DTSTART"].dt == date(2027, 3, 20)
    assert second[sign]["SEQUENCE"] > first[sign]["SEQUENCE"] >= 0
    assert str(first[sign]["SUMMARY"]) == "Όλα τα ιδρυτικά μέλη υπογράφουν το καταστατικό"
    (alarm,) = first[sign].walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"


# The example


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_example_says_that_it_is_one_and_is_read_as_it_is(language: str) -> None:
    with speaking(language):
        answers = TOOL.example(language)
        said = read_data(TOOL, answers)
        found = TOOL.result(said.answers, language)
    assert said.wrong == {}
    assert {name: value for name, value in said.answers.items() if name in answers} == answers
    assert answers["name"].startswith({"el": "Παράδειγμα", "en": "Example"}[language])
    assert found.title == answers["name"]
    assert answers["start"] == "2026-12-02"
    people = TOOL.fields["people"]
    assert isinstance(people, Rows)
    assert all(
        {"el": "παράδειγμα", "en": "example"}[language] in p["name"] for p in answers["people"]
    )
    warnings = [b.text for b in found.blocks if isinstance(b, Notice) and b.tone == "warning"]
    assert warnings == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "el",
            [
                "ΚοινΣΕπ Συλλογικής και Κοινωνικής Ωφέλειας",
                "Ίλιον",
                "Όχι",
                "Ναι",
                "Όχι",
                "11 Ιανουαρίου 2027",
            ],
        ),
        (
            "en",
            [
                "Social cooperative (KoinSEp) of collective and social benefit",
                "Ilion",
                "No",
                "Yes",
                "No",
                "11 January 2027",
            ],
        ),
    ],
)
def test_the_file_says_what_the_plan_goes_by(language: str, said: list[str]) -> None:
    answered = {"el": "Τι απάντησες", "en": "What you answered"}[language]
    rows = table(report(language, **koinsep()), answered).rows
    assert [answer for _question, answer in rows] == said
    assert answered not in words_of(report(language))  # without a form there is no plan
