"""Scripts of a page: words stay on the device until the server has them; crowds ask in turn."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "frontend" / "js" / "live"
PAGE = """
const shelf = Object.create({
  getItem(name) { return this[name] ?? null; },
  setItem(name, words) { this[name] = String(words); },
  removeItem(name) { delete this[name]; },
});
const heard = {};
Object.defineProperty(globalThis, "localStorage", { value: shelf });
globalThis.document = { body: { dataset: { person: "7" } } };
globalThis.addEventListener = (what, call) => { heard[what] = call; };
const { openOutbox } = await import(process.argv[1]);
const said = (once, text) => ({ act: "said", path: "/", once, words: { text } });
const place = (once) => `draft:outbox:7:5:${once}`;
const tried = [];
let shown = [];
const open = (answers) => openOutbox(
  { dataset: { event: "5" } },
  async ({ once }) => { tried.push(once); return answers(once, tried.length); },
  (items) => { shown = items; },
);
const tell = (facts) => { console.log(JSON.stringify({ tried, ...facts })); process.exit(0); };
"""


def page(script: str) -> Any:
    """What a page tells that has run this."""
    return run(PAGE + script, "outbox.js")


def run(script: str, name: str) -> Any:
    """What a script tells that has loaded this one."""
    words = ["node", "--input-type=module", "-e", script, (SCRIPTS / name).as_uri()]
    told = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def test_an_answer_that_breaks_off_is_asked_for_again() -> None:
    told = page("""
        const outbox = open((once, time) => {
          if (time === 1) throw new Error("cut");
          return { seq: 1 };
        });
        await outbox.add(said("a", "α"));
        const waits = outbox.waiting;
        await outbox.flush();
        tell({ waits, left: outbox.waiting, kept: Object.keys(shelf) });
    """)
    assert told == {"tried": ["a", "a"], "waits": 1, "left": 0, "kept": []}


def test_one_that_is_refused_is_kept_with_its_reason_and_holds_up_no_other() -> None:
    told = page("""
        let line = false;
        const answer = (once) => (once === "b" ? { refused: "Όχι." } : { seq: 1 });
        const outbox = open((once) => (line ? answer(once) : null));
        for (const once of ["a", "b", "c"]) await outbox.add(said(once, once));
        tried.length = 0;
        line = true;
        await outbox.flush();
        const left = shown.map(({ once, refused }) => [once, refused]);
        tell({ left, kept: Object.keys(shelf) });
    """)
    assert told == {
        "tried": ["a", "b", "c"],
        "left": [["b", "Όχι."]],
        "kept": ["draft:outbox:7:5:b"],
    }


def test_a_fault_of_the_server_that_stays_is_set_aside_and_can_be_sent_again() -> None:
    told = page("""
        let broken = true;
        const answer = (once) => (broken && once === "b" ? { failed: "Χάλασε." } : { seq: 1 });
        const outbox = open(answer);
        for (const once of ["a", "b", "c"]) await outbox.add(said(once, once));
        const waits = outbox.waiting;
        for (let time = 0; time < 3; time += 1) await outbox.flush();
        const aside = shown.map(({ once, refused, words }) => [once, refused, words.text]);
        broken = false;
        outbox.again("b");
        await new Promise((on) => setTimeout(on));
        tell({ waits, aside, left: shown.length, kept: Object.keys(shelf) });
    """)
    assert told == {
        "tried": ["a", "b", "b", "b", "b", "c", "b"],
        "waits": 2,
        "aside": [["b", "Χάλασε.", "b"]],
        "left": 0,
        "kept": [],
    }


@pytest.mark.parametrize("event", ["5", "6"])
def test_what_another_tab_has_sent_or_discarded_is_not_sent_again(event: str) -> None:
    told = page(f"""
        shelf.setItem(place("a"), JSON.stringify({{ at: 1, item: said("a", "α") }}));
        const outbox = open(() => null);
        heard.storage({{ key: place("a").replace(":5:", ":{event}:"), newValue: null }});
        await outbox.flush();
        tell({{ shown: shown.length }});
    """)
    assert told == ({"tried": [], "shown": 0} if event == "5" else {"tried": ["a"], "shown": 1})


def test_words_that_cannot_be_read_hide_no_others() -> None:
    told = page("""
        shelf.setItem(place("a"), "{");
        shelf.setItem(place("b"), JSON.stringify({ at: 1, item: said("b", "β") }));
        await open(() => ({ seq: 1 })).flush();
        tell({});
    """)
    assert told["tried"] == ["b"]


def test_the_more_are_here_the_longer_they_take_to_ask_for_the_same() -> None:
    told = run(
        """
        let present;
        globalThis.document = { getElementById: () => ({ dataset: { present } }) };
        Math.random = () => 1;
        const { spread } = await import(process.argv[1]);
        const waits = ["8", "30", "1000"].map((many) => { present = many; return spread(); });
        console.log(JSON.stringify(waits));
        """,
        "crowd.js",
    )
    assert told == [1500, 1500, 30000]
