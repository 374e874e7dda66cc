"""The directory: what suits, page by page; one entry; two side by side; the day as a file."""

import random
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from flask import Flask
from sqlalchemy import insert, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.page_cache import PageCache
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.tools.funding import queries, rules
from kalo.toolbox.tools.funding.finding import kept_words
from kalo.toolbox.tools.funding.models import Funding
from kalo.toolbox.tools.funding.rules import Wish
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.toolbox.funding.conftest import Lay, offer

AT = "/toolbox/tools/funding/directory/"
CHANCE = random.Random(7)


def titles(page: str) -> list[str]:
    """The entries on a page, in their order."""
    return [
        part.split("<")[0]
        for part in page.split('class="title" href="/toolbox/tools/funding/directory/')[1:]
        for part in [part.split(">", 1)[1]]
    ]


def test_open_comes_first_and_what_we_are_surer_of_before_the_rest(
    client: Browser, lay: Lay, time_: Clock
) -> None:
    today = clock.today()
    lay(
        offer("closed", state="closed"),
        {**offer("general"), "mark": "general"},
        {**offer("old"), "expires": today - timedelta(days=1)},
        offer("unknown"),
        offer("later", closes=str(today + timedelta(days=90))),
        offer("sooner", "public", closes=str(today + timedelta(days=9))),
        offer("expected", opens=str(today + timedelta(days=9))),
    )
    page = client.get(AT).text
    assert titles(page) == [
        f"Εργαλείο {key}"
        for key in ("sooner", "later", "expected", "unknown", "old", "general", "closed")
    ]


def test_a_guests_pages_are_kept_until_a_fact_changes_or_the_day_is_over(
    app: Flask,
    client: Browser,
    lay: Lay,
    time_: Clock,
    pages_kept: PageCache,
    queries_run: list[str],
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # a form's token would make each page another
    entry = offer("a", closes=str(clock.today()))
    lay(entry, offer("b"))
    pages = (
        *(AT, f"{AT}?form=loan&amount=2000&legal=koinsep&within=90", f"{AT}private/a/"),
        f"{AT}compare?entry=private/a&entry=private/b",
    )
    before = [client.get(path).text for path in pages]
    queries_run.clear()
    assert [client.get(path).text for path in pages] == before
    assert queries_run == []
    lay({**entry, "about": {**entry["about"], "giver": {"el": "Ταμείο", "en": "Fund"}}}, offer("b"))
    after = [client.get(path).text for path in pages]
    assert [("Ταμείο" in page) for page in before] == [False] * 4
    assert [("Ταμείο" in page) for page in after] == [True] * 4
    time_.pass_by(days=1)
    assert client.get(pages[2]).text != after[2]


def test_filters_narrow_it_and_each_can_be_taken_away(client: Browser, lay: Lay) -> None:
    lay(
        offer("small", most=25_000, areas=["greece"]),
        offer("large", least=30_000, areas=["greece"]),
        offer("elsewhere", most=50_000, areas=["crete"]),
        offer("gift", "civil-society", forms=["grant"]),
    )
    page = client.get(f"{AT}?amount=20.000&area=attica&form=loan").text
    assert titles(page) == ["Εργαλείο small"]
    assert f'href="{AT}?amount=20000&amp;area=attica"' in page or (
        f'href="{AT}?area=attica&amp;amount=20000"' in page
    )
    assert titles(client.get(f"{AT}?family=civil-society").text) == ["Εργαλείο gift"]
    nothing = client.get(f"{AT}?q=ανύπαρκτο")
    assert nothing.status_code == 200
    assert titles(nothing.text) == []


def test_what_a_source_does_not_say_is_shown_with_what_to_ask(client: Browser, lay: Lay) -> None:
    lay(offer("silent"))
    page = client.get(f"/en{AT}?legal=koinsep&stage=new&area=attica&amount=100").text
    assert (
        "The source does not say, so ask: how much, your legal form, your stage, your area" in page
    )


def test_pages_turn_by_their_edges_and_miss_nothing(client: Browser, lay: Lay) -> None:
    lay(*(offer(f"n-{number:02}") for number in range(45)))
    seen, address = [], AT
    while address:
        page = client.get(address).text
        seen += titles(page)
        after = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        address = after.replace("&amp;", "&") if 'rel="next"' in page else ""
    assert seen == [f"Εργαλείο n-{number:02}" for number in range(45)]
    assert client.get(f"{AT}?after=nonsense").status_code == 404
    assert client.get(f"{AT}?after=1~20269999~1").status_code == 404


def test_ten_thousand_cost_as_many_statements_as_three(
    client: Browser, lay: Lay, queries_run: list[str]
) -> None:
    lay(*(offer(f"n-{number}") for number in range(3)))
    asked = f"{AT}?q=εργαλείο&form=loan&area=attica&amount=9000&state=unknown&state=open"
    client.get(asked)
    queries_run.clear()
    client.get(asked)
    few = len(queries_run)
    _many(10_000)
    queries_run.clear()
    page = client.get(asked).text
    assert len(queries_run) == few == 3
    assert "10.003" in page or "10003" in page


def _many(number: int) -> None:
    """So many more like the first, written at once."""
    with transaction():
        first = db.session.scalars(select(Funding).limit(1)).one()
        row = {c.key: getattr(first, c.key) for c in Funding.__table__.columns if c.key != "id"}
        db.session.execute(insert(Funding), [{**row, "key": f"m-{n}"} for n in range(number)])


def test_the_database_and_the_rule_agree_on_what_suits(app: Flask, time_: Clock) -> None:
    """Both are asked about entries and wishes of chance: the finder and whoever is told agree."""
    today = clock.today()
    with transaction():
        fact = FactRow(**_fact())
        db.session.add(fact)
        db.session.flush()
        db.session.execute(insert(Funding), [_by_chance(n, fact.id, today) for n in range(120)])
    rows = list(db.session.scalars(select(Funding)))
    for _turn in range(150):
        wish = _wish_by_chance()
        found = set(db.session.scalars(queries.fitting(wish, today)))
        assert found == {row.id for row in rows if rules.fits(row, wish, today)}, wish
    ordered = [row.id for row in queries.best(Wish(), 200)]
    by_rule = sorted(
        rows, key=lambda r: (rules.place_of(r, today), r.closes or rules.LAST_DAY, r.id)
    )
    assert ordered == [row.id for row in by_rule]


def _fact() -> dict[str, Any]:
    words = dict.fromkeys(("text_el", "text_en", "unit_el", "unit_en", "source_title"), "x")
    return {
        **words,
        **{"set_name": "funding-private", "key": "x", "leaf": "funding", "position": 0},
        **{"source_url": "", "checked": date(2026, 11, 22), "mark": "seen", "about": {}},
        **{"changed_at": clock.now(), "file_mark": ""},
    }


def _by_chance(number: int, fact_id: int, today: date) -> dict[str, Any]:
    def day() -> date | None:
        return CHANCE.choice([None, today + timedelta(days=CHANCE.randint(-40, 120))])

    def bits(keys: Any) -> int:
        return CHANCE.choice([0, CHANCE.getrandbits(len(keys))])

    texts = CHANCE.choice(
        ["Δάνειο στην Αττική", "Επιχορήγηση φορέων", "A grant in Crete", "100%_x"]
    )
    return {
        **{"fact_id": fact_id, "set": "funding-private", "key": f"k{number}", "about": {}},
        **{"family": CHANCE.choice(["private", "public"]), "forms": bits(rules.FORM_KEYS)},
        **{"stages": bits(rules.STAGE_KEYS), "legal_forms": bits(rules.LEGAL_KEYS)},
        **{"areas": bits(rules.REGION_KEYS), "words": kept_words([texts])},
        **{
            "least": CHANCE.choice([None, 1_000, 5_000]),
            "most": CHANCE.choice([None, 9_000, 5_000]),
        },
        **{"opens": day(), "closes": day(), "digest": "", "version": 1, "moves": 0},
        **{"state": CHANCE.choice(["open", "expected", "unknown", "closed"])},
        **dict.fromkeys(("text_el", "text_en", "source_title", "source_url"), "x"),
        **{"checked": today, "made_at": clock.now(), "changed_at": clock.now()},
        **{"mark": CHANCE.choice(["seen", "old", "general"]), "expires": day()},
    }


def _wish_by_chance() -> Wish:
    some = CHANCE.choice
    return Wish(
        q=some(["", "", "δάνεια", "αττικησ", "GRANT", "epixorigisi", "100%_x", "κρητη", "φορεα"]),
        family=some(["", "", "private"]),
        form=some([(), (), ("loan",), ("grant", "equity")]),
        stage=some(["", "", "idea", "running"]),
        amount=some([None, None, 4_999, 5_000, 5_001, 9_001]),
        legal=some(["", "", "koinsep", "association"]),
        area=some(["", "", "attica", "crete"]),
        within=some([None, None, 14, 90]),
        state=some([(), (), ("open",), ("closed", "unknown"), ("expected",)]),
    )


@pytest.mark.parametrize("number", [1, 3])
def test_an_entry_costs_the_same_whatever_there_is(
    client: Browser, lay: Lay, queries_run: list[str], number: int
) -> None:
    lay(*(offer(f"n-{each}") for each in range(number)))
    client.get(f"{AT}private/n-0/")
    queries_run.clear()
    assert client.get(f"{AT}private/n-0/").status_code == 200
    assert len(queries_run) == 4  # the entry, the papers, a programme, the discussion beside it


def test_an_entry_says_source_date_mark_and_what_nobody_checked_since(
    client: Browser, lay: Lay, time_: Clock
) -> None:
    old = offer("old", conditions=[{"el": "Να ρωτήσεις", "en": "Ask"}], least=3_000, most=25_000)
    lay({**old, "expires": date(2026, 11, 22), "mark": "general"}, offer("fresh"))
    page = client.get(f"/en{AT}private/old/").text
    for words in ("To be checked", "€3,000 to €25,000", "https://example.org/source", "Ask"):
        assert words in page
    assert "always decided by the giver" in page
    assert "To be checked" not in client.get(f"/en{AT}private/fresh/").text
    assert client.get(f"{AT}private/none/").status_code == 404
    assert client.get(f"{AT}public/old/").status_code == 404


def test_two_or_three_stand_side_by_side(client: Browser, lay: Lay) -> None:
    lay(*(offer(f"n-{number}", least=1_000 * number + 1) for number in range(4)))
    names = "&".join(f"entry=private/n-{number}" for number in (2, 0))
    page = client.get(f"{AT}compare?{names}").text
    assert page.index("Εργαλείο n-2") < page.index("Εργαλείο n-0")
    assert "από 2.001 €" in page
    many = client.get(f"{AT}compare?" + "&".join(f"entry=private/n-{n}" for n in range(4))).text
    assert "Εργαλείο n-2" in many
    assert "Εργαλείο n-3" not in many
    assert client.get(f"{AT}compare?entry=nonsense&entry=/").status_code == 200


def test_a_deadline_is_a_file_for_calendars(client: Browser, lay: Lay, time_: Clock) -> None:
    closes = clock.today() + timedelta(days=9)
    lay(
        offer("ours", closes=str(closes)),
        offer("theirs", closes=str(closes), closes_for={"el": "για τράπεζες", "en": "for banks"}),
        offer("none"),
    )
    answer = client.get(f"{AT}private/ours/deadline.ics")
    event = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")[0]
    assert event["DTSTART"].dt == closes
    assert "Εργαλείο ours" in event["SUMMARY"]
    assert client.get(f"{AT}private/theirs/deadline.ics").status_code == 404
    assert client.get(f"{AT}private/none/deadline.ics").status_code == 404


def test_an_editor_is_led_to_the_fact_and_what_they_say_is_found_at_once(
    as_person: Any, make_person: Any, client: Browser, lay: Lay
) -> None:
    lay(offer("n-1"))
    editor: Person = make_person("Edda", roles={"editor"})
    page = as_person(editor).get(f"{AT}private/n-1/").text
    fact = db.session.scalars(select(FactRow).where(FactRow.key == "n-1")).one()
    assert f'href="/toolbox/facts/{fact.id}"' in page
    assert "/toolbox/facts/" not in client.get(f"{AT}private/n-1/").text.partition("<aside")[2]
