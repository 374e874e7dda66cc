"""The checklist of the statutes against the figures of the facts, by hand."""

from typing import Any

import pytest

from kalo.toolbox.facts import GENERAL, facts_in_file
from kalo.toolbox.tools.founding.statute import ARTICLES, Check, checks, facts_about, figure
from kalo.toolbox.tools.founding.steps import BY_KEY, FORMS

FACTS = facts_in_file("founding", "el")


def people(count: int, *kinds: str) -> list[dict[str, Any]]:
    """So many founders; the first are of these kinds."""
    every = [*kinds, *["person"] * (count - len(kinds))]
    return [
        {"id": str(n), "name": f"Ν{n}", "kind": kind, "represents": n == 0}
        for n, kind in enumerate(every)
    ]


def found(form: str, **answers: Any) -> dict[str, bool]:
    return {check.kind: check.fits for check in checks(answers, form, FACTS)}


@pytest.mark.parametrize(
    ("form", "least"),
    [
        ("koinsep", 5),
        ("koinsep-vulnerable", 7),
        ("koinsep-special", 7),
        ("worker-cooperative", 3),
        ("koispe", 15),
        ("agricultural-cooperative", 10),
        ("civil-cooperative", 15),
        ("civil-nonprofit", 2),
        ("association", 20),
    ],
)
def test_so_many_founders_are_held_against_the_figure_of_the_form(form: str, least: int) -> None:
    assert found(form, people=people(least))["founders"] is True
    assert found(form, people=people(least - 1))["founders"] is False


def test_of_an_energy_community_we_have_no_number() -> None:
    assert found("energy-community", people=people(1)) == {}


def test_rows_without_a_name_are_nobody() -> None:
    some = people(5)
    some[0]["name"] = ""
    assert found("koinsep", people=some)["founders"] is False
    assert found("koinsep", people=[]) == {}


def test_legal_persons_are_at_most_a_third() -> None:
    assert found("koinsep", people=people(6, "legal", "legal"))["legal"] is True
    assert found("koinsep", people=people(5, "legal", "legal"))["legal"] is False
    assert "legal" not in found("association", people=people(5, "legal", "legal"))


def test_a_municipality_is_no_member_but_of_an_integration_form_with_approval() -> None:
    said = {"people": people(7, "municipality")}
    kinds = {form: checks(said, form, FACTS) for form in ("koinsep", "koinsep-special")}
    municipal = {
        form: [c for c in each if c.kind == "municipality"] for form, each in kinds.items()
    }
    assert municipal == {
        "koinsep": [Check("municipality", False, "never")],
        "koinsep-special": [Check("municipality", False, "approval")],
    }


def test_the_share_of_the_groups_is_of_those_who_found() -> None:
    ten = {"people": people(10)}
    assert found("koinsep-vulnerable", **ten, of_groups=3)["groups"] is True
    assert found("koinsep-vulnerable", **ten, of_groups=2)["groups"] is False
    assert found("koinsep-special", **ten, of_groups=5)["groups"] is True
    assert found("koinsep-special", **ten, of_groups=4)["groups"] is False
    assert found("koinsep-special", **ten, of_groups=99)["groups"] is True
    assert "groups" not in found("koinsep", **ten, of_groups=1)
    assert "groups" not in found("koinsep-special", of_groups=4)


@pytest.mark.parametrize(
    ("form", "share", "optional", "fits"),
    [
        ("koinsep", 100, 5, (True, True)),
        ("koinsep", 99.99, 6, (False, False)),
        ("worker-cooperative", 100, 3, (True, True)),
        ("worker-cooperative", 50, 4, (False, False)),
    ],
)
def test_shares(form: str, share: float, optional: int, fits: tuple[bool, bool]) -> None:
    answer = found(form, share=share, optional=optional)
    assert (answer["share"], answer["optional"]) == fits


def test_profit_goes_where_the_law_says() -> None:
    assert found("koinsep", reserve=5, workers=35) == {
        "reserve": True,
        "workers": True,
        "rest": True,
    }
    assert found("koinsep", reserve=4.5, workers=36) == {
        "reserve": False,
        "workers": False,
        "rest": True,
    }
    (rest,) = (
        c for c in checks({"reserve": 5, "workers": 35}, "koinsep", FACTS) if c.kind == "rest"
    )
    assert rest.said == 60
    assert found("koinsep", reserve=80, workers=30)["rest"] is False
    assert found("koinsep", reserve=5) == {"reserve": True}


@pytest.mark.parametrize(
    ("form", "name", "fits"),
    [
        ("koinsep", "Γειτονιά ΚοινΣΕπ Συλλογικής Ωφέλειας", True),
        ("koinsep", "ΓΕΙΤΟΝΙΑ ΚΟΙΝΩΝΙΚΗ ΣΥΝΕΤΑΙΡΙΣΤΙΚΗ ΕΠΙΧΕΙΡΗΣΗ", True),
        ("koinsep", "Γειτονιά Α.Ε.", False),
        ("worker-cooperative", "Το Ψωμί, Συνεταιρισμός Εργαζομένων", True),
        ("worker-cooperative", "Το Ψωμί ΚοινΣΕπ", False),
        ("koispe", "Ηλιαχτίδα Κοι.Σ.Π.Ε.", True),
    ],
)
def test_the_category_is_looked_for_in_the_name(form: str, name: str, fits: bool) -> None:
    assert found(form, legal_name=name) == {"category": fits}
    assert found("association", legal_name=name) == {}


# The facts themselves


def test_every_form_and_every_article_of_the_law_is_backed_by_facts() -> None:
    for form in FORMS:
        assert facts_about(FACTS, form, step="tax")
        assert facts_about(FACTS, form, step="certificate")
        (month, _fact) = figure(facts_about(FACTS, form, step="certificate"), "days")
        assert month == 7
    stated = {fact.about.get("statute") for fact in FACTS.values()}
    assert (
        {"members", "shares", "organs", "profit", "seat"}
        <= stated
        <= {
            None,
            *(each.key for each in ARTICLES),
        }
    )


def test_only_the_register_gives_a_time() -> None:
    given = {
        (fact.about["step"], fact.value["days"])
        for fact in FACTS.values()
        if isinstance(fact.value, dict) and "days" in fact.value
    }
    assert given == {("decision", 30), ("special-register", 30), ("certificate", 7)}
    assert all(step in BY_KEY for step, _days in given)


@pytest.mark.parametrize("language", ["el", "en"])
def test_what_nobody_saw_at_a_source_is_said_as_usual(language: str) -> None:
    usual = {"el": ("συνήθως", "δεν τα έχουμε δει"), "en": ("usually", "we have not seen")}
    for fact in facts_in_file("founding", language).values():
        if fact.mark == GENERAL:
            assert any(word in fact.text.lower() for word in usual[language]), fact.key
            assert fact.expires is not None
        else:
            assert fact.source
            assert fact.address.startswith("http")
