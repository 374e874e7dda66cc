"""What a press of a button does to the answers where no script runs; pure.

A button is `<button name="press" value="<what>.<id of a note>">`; whatever is pressed, lines typed
into an "add" box become notes, and notes without words are gone.
"""

from collections.abc import Callable, Mapping
from secrets import token_hex

from kalo.toolbox.fields import CONTROL, ROW_ID, Answers
from kalo.toolbox.tools.canvas import wall
from kalo.toolbox.tools.canvas.blocks import BLOCKS
from kalo.toolbox.tools.canvas.wall import Note

Form = Mapping[str, str]
GONE = "gone."  # what was taken away last, so that it can be put back
KEPT = ("id", "block", "text", "tone", "at")


def press(answers: Answers, form: Form) -> Answers:
    """The answers after a press."""
    what, _dot, key = form.get("press", "").partition(".")
    if what in VERBS:
        answers = VERBS[what](answers, key)
    if what == "back" and (note := gone(form)):
        answers = wall.put_back(answers, note)
    for block in BLOCKS:
        if typed := CONTROL.sub("", form.get(f"add.{block}", "")).strip():
            answers, _left = wall.add(answers, block, typed.split("\n"))
    return _without_empty(answers, form)


def left_over(answers: Answers, form: Form) -> dict[str, str]:
    """By block, what was typed to be added and found no room."""
    if len(answers.get("notes") or ()) < wall.MOST_NOTES:
        return {}
    lying = {note["text"] for note in wall.notes_of(answers)}
    left = {}
    for block in BLOCKS:
        lines = [line.strip() for line in form.get(f"add.{block}", "").split("\n")]
        if rest := [line for line in lines if line and line not in lying]:
            left[block] = "\n".join(rest)
    return left


def gone(form: Form) -> Note | None:
    """The note that was taken away by the press before, as the form carries it."""
    note = {name: form.get(GONE + name, "") for name in KEPT}
    if not ROW_ID.match(note["id"]) or note["block"] not in BLOCKS:
        return None
    tone = note["tone"] if note["tone"] in wall.TONES else ""
    at = int(note["at"]) if note["at"].isdecimal() and len(note["at"]) < 10 else None
    text = CONTROL.sub("", note["text"])[: wall.LONGEST_NOTE]
    return {**note, "text": text, "tone": tone, "at": at}


def removed(form: Form) -> Note | None:
    """The note that this press takes away; it is shown once more, with a way back."""
    what, _dot, key = form.get("press", "").partition(".")
    if what != "remove":
        return None
    note = {name: form.get(f"notes.{key}.{name}", "") for name in KEPT}
    return {**note, "id": key}


def opened(form: Form) -> str:
    """The note that lies open to be changed."""
    what, _dot, key = form.get("press", "").partition(".")
    return key if what in ("open", "up", "down") else ""


def test_of(note: Note) -> dict[str, str]:
    """A hypothesis of a note."""
    empty = dict.fromkeys(("how", "by", "result", "learned"), "")
    return {"id": f"t{token_hex(5)}", "claim": note["text"], "block": note["block"], **empty}


def _test(answers: Answers, key: str) -> Answers:
    note = wall.find(answers, key)
    tests = list(answers.get("tests") or ())
    if note is None or any(each.get("claim") == note["text"] for each in tests):
        return answers
    return {**answers, "tests": [*tests, test_of(note)]}


def _without_empty(answers: Answers, form: Form) -> Answers:
    """Without notes that say nothing; one whose words were refused still stands in the form."""
    rows = answers.get("notes") or ()
    kept = [
        row for row in rows if row.get("text") or form.get(f"notes.{row['id']}.text", "").strip()
    ]
    return {**answers, "notes": kept}


VERBS: dict[str, Callable[[Answers, str], Answers]] = {
    "up": lambda answers, key: wall.shift(answers, key, wall.UP),
    "down": lambda answers, key: wall.shift(answers, key, wall.DOWN),
    "remove": lambda answers, key: wall.remove(answers, key)[0],
    "test": _test,
}
