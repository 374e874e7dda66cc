"""The days by which hypotheses are to be tested; pure."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from kalo.kit.locales import speaking
from kalo.toolbox.fields import Answers
from kalo.toolbox.planned import Planned
from kalo.toolbox.tools.canvas.progress import tests_of


def days(answers: Answers, language: str) -> Iterator[Planned]:
    """A day for each hypothesis that has one; done where something came out."""
    with speaking(language):
        words = _("Test")
    for each in tests_of(answers):
        if each["by"]:
            yield Planned(
                key=f"test-{each['id']}",
                day=date.fromisoformat(each["by"]),
                title=f"{words}: {each['claim'][:120]}",
                about=each["how"],
                done=bool(each["result"]),
            )
