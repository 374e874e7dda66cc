"""What of learning can be found: programmes and lessons, in each language they have."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit.text import plain
from kalo.learning import queries
from kalo.learning.models import Lesson, Programme
from kalo.search.kinds import Document, searchable


def programme_documents(ids: list[int] | None) -> Iterable[Document]:
    """Programmes as the index keeps them."""
    for programme in queries.programmes_to_find(ids):
        yield _programme(programme, "el")
        if programme.title_en:
            yield _programme(programme, "en")


def _programme(programme: Programme, language: str) -> Document:
    said = [getattr(programme, f"{name}_{language}") for name in ("summary", "aim", "task")]
    return Document(
        id=programme.id,
        title=getattr(programme, f"title_{language}"),
        body="\n".join([*said, *programme.outcomes_in(language)]),
        path=f"/learning/{programme.slug}/",
        language=language,
    )


def lesson_documents(ids: list[int] | None) -> Iterable[Document]:
    """Lessons as the index keeps them; a line of the outline has no page to be found."""
    for lesson in queries.lessons_to_find(ids):
        yield _lesson(lesson, "el")
        if lesson.html_en:
            yield _lesson(lesson, "en")


def _lesson(lesson: Lesson, language: str) -> Document:
    goal, html = (getattr(lesson, f"{name}_{language}") for name in ("goal", "html"))
    return Document(
        id=lesson.id,
        title=getattr(lesson, f"title_{language}") or lesson.title_el,
        body=f"{goal}\n{plain(html)}",
        path=f"/learning/{lesson.programme.slug}/{lesson.slug}/",
        language=language,
    )


def visible_programmes(person: Person | None, ids: list[int]) -> set[int]:
    """Everybody sees the programmes that stand."""
    return queries.standing_programmes(ids)


def visible_lessons(person: Person | None, ids: list[int]) -> set[int]:
    """Everybody reads the lessons that stand."""
    return queries.readable_lessons(ids)


searchable("programme", _("Programme"), "learning", programme_documents, visible_programmes)
searchable("lesson", _("Lesson"), "learning", lesson_documents, visible_lessons)
