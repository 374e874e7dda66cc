"""What others show of the exercise: that a body did it, where its own people say so."""

from collections.abc import Iterator
from datetime import date

from kalo.accounts.models import Person
from kalo.kit.marks import Mark, gives_marks
from kalo.toolbox.tools.impact.queries import exercises_of
from kalo.toolbox.tools.impact.result.portrait import latest_scores


def marks(person: Person) -> Iterator[Mark]:
    """One for each of this person's exercises that is whole: that it was done, never its scores."""
    for work in exercises_of(person):
        if work.answers.get("kind") and latest_scores(work.answers):
            said = work.answers.get("after_on" if work.answers.get("again") else "before_on")
            yield Mark(
                f"work:{work.id}",
                "Άσκηση αυτοαξιολόγησης κοινωνικού αντικτύπου",
                "Self-assessment exercise on social impact",
                date.fromisoformat(said) if said else work.changed_at.date(),
            )


gives_marks("impact", marks)
