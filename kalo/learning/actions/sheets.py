"""The run sheet of a live workshop: what its facilitator does, minute by minute."""

from kalo.learning.actions.prose import render_text
from kalo.learning.actions.said import Words
from kalo.learning.actions.source import Fields

SHEET = "run_sheet"


def read_run_sheet(words: Words, said: dict[str, Fields], length: int) -> list[int]:
    """Put the steps into what the block says; answers the minutes that each takes."""
    greek = words["el"]
    minutes = []
    for step in greek.parts(SHEET):
        step.only("minutes", "title", "do")
        minutes.append(step.number("minutes", most=1440))
    if sum(minutes) != length:
        raise greek.wrong(f"{SHEET}: its steps take {sum(minutes)} minutes, not {length}")
    for language, part in words.items():
        steps = part.parts(SHEET)
        if len(steps) != len(minutes):
            raise part.wrong(f"{SHEET}: has other steps than el.md")
        if language != "el":
            for step in steps:
                step.only("title", "do")
        said[language][SHEET] = [
            {"title": step.text("title"), "do": render_text(step, "do", language)} for step in steps
        ]
    return minutes
