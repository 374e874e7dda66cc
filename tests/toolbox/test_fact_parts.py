"""What facts say part by part, typed without knowing how it is kept."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from kalo.kit.facts import shape_of
from kalo.kit.locales import speaking
from kalo.toolbox.facts import read_fact_files, what_is_wrong
from kalo.toolbox.facts.keeping import mark_of
from kalo.toolbox.forms.facts import FactForm, fact_form
from kalo.toolbox.models.facts import SAID, FactRow

ROWS = read_fact_files()
SETS = sorted({row["set"] for row in ROWS})


def row_of(name: str, key: str = "", **more: Any) -> FactRow:
    found = next(row for row in ROWS if row["set"] == name and key in ("", row["key"]))
    return FactRow(**{each: found[each] for each in SAID} | more, revision=1)


def sent(form: FactForm, **typed: Any) -> MultiDict[str, Any]:
    """What a browser sends of a form, with some of its fields typed anew."""
    pairs = MultiDict[str, Any]()
    for name, field in form._fields.items():
        said = typed.get(name, field.data)
        for each in said if isinstance(said, list) else [said]:
            if each is not False:
                pairs.add(name, each.isoformat() if isinstance(each, date) else str(each or ""))
    return pairs


def typed_into(app: Flask, name: str, row: FactRow, **typed: Any) -> tuple[FactForm, Any]:
    """The form as it came back, and what it says; None where something is wrong."""
    made = fact_form(name, row)
    with app.test_request_context(), speaking("el"):
        whole = sent(made(formdata=None).show(row), reason="Δοκιμή", **typed)
    with app.test_request_context(method="POST", data=whole), speaking("el"):
        form = made()
        return form, form.said(row) if form.validate() else None


def test_every_set_of_ours_is_typed_part_by_part(app: Flask) -> None:
    assert [name for name in SETS if shape_of(name) is None] == []


@pytest.mark.parametrize("name", SETS)
def test_what_nobody_touched_is_kept_to_the_letter(app: Flask, name: str) -> None:
    for said in [row for row in ROWS if row["set"] == name]:
        row = row_of(name, said["key"])
        form, after = typed_into(app, name, row)
        assert form.errors == {}, said["key"]
        assert mark_of(after) == mark_of(row.said()), said["key"]
        assert form.way.read is not None


FUNDING = "funding-private"


def test_words_choices_amounts_days_and_lists_are_typed_as_people_write_them(app: Flask) -> None:
    _form, said = typed_into(
        app,
        FUNDING,
        row_of(FUNDING, "hdb-microcredit-fund"),
        about_name_el="Νέο  όνομα",
        about_name_en="A new name",
        about_state="open",
        about_forms=["loan", "guarantee"],
        about_least="3.500",
        about_most="25.000 €",
        about_closes="2027-03-16",
        about_conditions_el="Έως 10 άτομα\n\n Χωρίς ενέχυρο ",
        about_conditions_en="Up to 10 people\nNo collateral",
        about_sources="Η τράπεζα https://example.org/a\nΝόμος 4701 https://example.org/b?c=d",
        about_stages=[],
    )
    about = said["about"]
    assert about["name"] == {"el": "Νέο όνομα", "en": "A new name"}
    assert (about["state"], about["forms"]) == ("open", ["loan", "guarantee"])
    assert (about["least"], about["most"], about["closes"]) == (3500, 25_000, "2027-03-16")
    assert about["conditions"] == [
        {"el": "Έως 10 άτομα", "en": "Up to 10 people"},
        {"el": "Χωρίς ενέχυρο", "en": "No collateral"},
    ]
    assert about["sources"] == [
        {"title": "Η τράπεζα", "url": "https://example.org/a"},
        {"title": "Νόμος 4701", "url": "https://example.org/b?c=d"},
    ]
    assert "stages" not in about
    assert about["family"] == "private"  # of which there is no field
    assert what_is_wrong({**said, "set": FUNDING, "key": "x"}) == ""


def test_what_is_taken_away_is_gone_and_the_rest_stays(app: Flask) -> None:
    row = row_of("funding-public")
    _form, said = typed_into(
        app, "funding-public", row, about_most="", about_conditions_el="", about_conditions_en=""
    )
    gone = {"most", "conditions"} & set(row.about)
    assert set(row.about) - set(said["about"]) == gone != set()
    assert all(said["about"][name] == row.about[name] for name in said["about"])


@pytest.mark.parametrize(
    ("name", "typed", "field", "words"),
    [
        (FUNDING, {"about_name_en": ""}, "about_name_en", "Χρειάζεται"),
        (FUNDING, {"about_range_en": ""}, "about_range_en", "Και στις δύο γλώσσες"),
        (FUNDING, {"about_least": "πολλά"}, "about_least", "αριθμό"),
        (FUNDING, {"about_least": "12,5"}, "about_least", "ακέραιο"),
        (FUNDING, {"about_closes": "αύριο"}, "about_closes", ""),
        (FUNDING, {"about_state": "shut"}, "about_state", ""),
        (FUNDING, {"about_forms": ["gift"]}, "about_forms", ""),
        (FUNDING, {"about_conditions_en": "One"}, "about_conditions_en", "γραμμές"),
        (FUNDING, {"about_sources": "www.example.org"}, "about_sources", "www.example.org"),
        (FUNDING, {"about_giver_el": "α" * 401}, "about_giver_el", "400"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_given_back(
    app: Flask, name: str, typed: dict[str, Any], field: str, words: str
) -> None:
    form, said = typed_into(app, name, row_of(name, "hdb-microcredit-fund"), **typed)
    assert (said, list(form.errors)) == (None, [field])
    assert words in " ".join(map(str, form.errors[field]))
    back = form[field].raw_data
    assert back == (typed[field] if isinstance(typed[field], list) else [typed[field]]) or not back


@pytest.mark.parametrize(
    ("name", "key", "typed", "value"),
    [
        ("legal-forms", "koinsep-founders", {"value": "6"}, 6),
        ("legal-forms", "koinsep-founders", {"value": ""}, None),
        ("legal-forms", "energy-community-founders", {"value": "5"}, 5),  # nobody knew it before
        ("legal-forms", "koinsep-law", {"value": "5000/2027"}, "5000/2027"),
        ("legal-forms", "koispe-members", {"value_others": "25"}, None),
        ("legal-forms", "koinsep-organisations", {"value_one_in": "4"}, {"one_in": 4}),
        ("founding", "decision", {"value_days": "45"}, {"days": 45, "valid_months": 12}),
        ("procurement", "direct-award", {"value": "37.500,50"}, 37_500.5),
        (
            "procurement",
            "threshold-supplies",
            {"value": "2026-2027: 216.000\n2028 - 2029: 209000"},
            {"2026-2027": 216_000, "2028-2029": 209_000},
        ),
        ("impact-figures", "ensie-2015", {"value": "48,7"}, 48.7),
    ],
)
def test_a_value_is_typed_as_what_it_is(
    app: Flask, name: str, key: str, typed: dict[str, str], value: Any
) -> None:
    row = row_of(name, key)
    if value is None and isinstance(row.value, dict):
        value = {**row.value, **{each[6:]: int(said) for each, said in typed.items()}}
    _form, said = typed_into(app, name, row, **typed)
    assert said["value"] == value
    assert what_is_wrong({**said, "set": name, "key": key}) == ""


def test_a_yes_is_a_yes(app: Flask) -> None:
    row = row_of("legal-forms", "sse-by-law")
    form, said = typed_into(app, "legal-forms", row, value="no")
    assert (row.value, said["value"], form.value.type) == (True, False, "SelectField")


@pytest.mark.parametrize("typed", ["2026-2027 216.000", "του χρόνου: πολλά", "2026-2027:"])
def test_years_that_cannot_be_read_come_back(app: Flask, typed: str) -> None:
    row = row_of("procurement", "threshold-works")
    form, said = typed_into(app, "procurement", row, value=typed)
    assert (said, list(form.errors), form.value.data) == (None, ["value"], typed)


def test_what_is_offered_no_more_can_stay_chosen(app: Flask) -> None:
    row = row_of(FUNDING, "hdb-microcredit-fund")
    row.about = {**row.about, "needs": ["register", "a-paper-that-went"], "state": "open"}
    form, said = typed_into(app, FUNDING, row)
    assert form.errors == {}
    assert said["about"]["needs"] == ["register", "a-paper-that-went"]
