"""The notes on the sheet: how they lie, are added, moved, taken away and put back; pure.

Nothing is changed in place: each verb answers new answers. A note's place in its block is its
`at`, with room between neighbours, so that two people who move different notes change different
fields.
"""

from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.canvas.blocks import BLOCKS

Note = dict[str, Any]  # id, block, text, tone, at
Lying = dict[str, list[Note]]  # every block with its notes

TONES = ("assumed", "seen", "risk", "later")
MARKS = {"assumed": "?", "seen": "✓", "risk": "!", "later": "…"}
MOST_NOTES = 2_000
LONGEST_NOTE = 500
ROOM = 1_024  # between two neighbours
FARTHEST = 1_000_000_000
FIRST = next(iter(BLOCKS))
UP, DOWN = -1, 1


def notes_of(answers: Answers) -> list[Note]:
    """The notes that say something; one that lies nowhere lies in the first block."""
    return [_whole(row) for row in answers.get("notes") or () if row.get("text")]


def _whole(row: Note) -> Note:
    """A row with all of its fields: what is empty may be missing in a work that is kept."""
    block = row.get("block")
    return {
        "id": row["id"],
        "block": block if block in BLOCKS else FIRST,
        "text": row["text"],
        "tone": row.get("tone") or "",
        "at": row.get("at"),
    }


def by_block(answers: Answers) -> Lying:
    """Every block with its notes, in their order."""
    lying: Lying = {key: [] for key in BLOCKS}
    for note in notes_of(answers):
        lying[note["block"]].append(note)
    for notes in lying.values():
        notes.sort(key=_place)
    return lying


def tone_of(note: Note) -> str:
    """What a note's colour says; whatever was not seen is assumed."""
    return note["tone"] or TONES[0]


def add(answers: Answers, block: str, texts: Iterable[str]) -> tuple[Answers, list[str]]:
    """New notes at the end of a block, as many as there is room for, and the texts left over."""
    texts = [part for text in texts for part in _short(text.strip())]
    room = max(0, MOST_NOTES - len(answers.get("notes") or ()))
    last = max((note["at"] or 0 for note in by_block(answers)[block]), default=0)
    new = [
        {"id": f"n{token_hex(5)}", "block": block, "text": text, "tone": "", "at": last + ROOM * n}
        for n, text in enumerate(texts[:room], 1)
    ]
    return _with_notes(answers, [*(answers.get("notes") or ()), *new]), texts[room:]


def _short(text: str) -> list[str]:
    """A text as notes that are not too long: whole words where that can be."""
    parts = []
    while len(text) > LONGEST_NOTE:
        end = text.rfind(" ", 1, LONGEST_NOTE + 1)
        end = end if end > 0 else LONGEST_NOTE
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text] if text else parts


def shift(answers: Answers, key: str, by: int) -> Answers:
    """A note one place up or down in its block."""
    note = find(answers, key)
    if note is None:
        return answers
    others = by_block(answers)[note["block"]]
    here = next(at for at, other in enumerate(others) if other["id"] == key)
    there = here + by
    if not 0 <= there < len(others):
        return answers
    rest = others[:here] + others[here + 1 :]
    return _put(answers, note, rest, there)


def move(answers: Answers, key: str, block: str) -> Answers:
    """A note to the end of another block."""
    note = find(answers, key)
    if note is None or block not in BLOCKS or note["block"] == block:
        return answers
    there = by_block(answers)[block]
    return _put(answers, {**note, "block": block}, there, len(there))


def remove(answers: Answers, key: str) -> tuple[Answers, Note | None]:
    """Without a note, and the note, so that it can be put back."""
    rows = [row for row in answers.get("notes") or () if row["id"] != key]
    return _with_notes(answers, rows), find(answers, key)


def put_back(answers: Answers, note: Note) -> Answers:
    """A note that was taken away, where it lay; nothing where it lies there already."""
    rows = list(answers.get("notes") or ())
    if len(rows) >= MOST_NOTES or any(row["id"] == note["id"] for row in rows):
        return answers
    return _with_notes(answers, [*rows, note])


def find(answers: Answers, key: str) -> Note | None:
    """The note of this id."""
    return next((note for note in notes_of(answers) if note["id"] == key), None)


def _place(note: Note) -> tuple[float, str]:
    at = note["at"]
    return (FARTHEST + 1 if at is None else at, note["id"])


def _put(answers: Answers, note: Note, others: list[Note], there: int) -> Answers:
    """The note before `others[there]`; where there is no room, all of the block are spread anew."""
    before = others[there - 1]["at"] if there else 0
    after = others[there]["at"] if there < len(others) else (before or 0) + 2 * ROOM
    changed = {note["id"]: note}
    if before is None or after is None or after - before < 2 or after > FARTHEST:
        spread = [*others[:there], note, *others[there:]]
        changed = {row["id"]: {**row, "at": ROOM * n} for n, row in enumerate(spread, 1)}
    else:
        changed[note["id"]] = {**note, "at": (int(before) + int(after)) // 2}
    return _with_notes(answers, [changed.get(row["id"], row) for row in answers["notes"]])


def _with_notes(answers: Answers, notes: list[Note]) -> Answers:
    return {**answers, "notes": notes}
