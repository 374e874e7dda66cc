"""What of learning can be found: programmes, lessons, words of the glossary, in each language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit.text import plain
from kalo.learning import queries
from kalo.learning.models import QUESTION, QUIZ, TASK, TEXT, WORKSHOP, Block, Lesson, Programme
from kalo.learning.queries.to_find import blocks_to_find, standing_terms, terms_to_find
from kalo.search.kinds import Document, searchable

# What of a block's words can be found: never an option, a feedback, a hint or a model answer.
FOUND = ("title", "html", "text", "alt", "caption", "about")
HTML: dict[str, set[str]] = defaultdict(
    set,
    {
        TEXT: {"html"},
        QUESTION: {"text"},
        QUIZ: {"about"},
        TASK: {"about"},
        WORKSHOP: {"about"},
    },
)


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
    lessons = queries.lessons_to_find(ids)
    blocks = blocks_to_find([lesson.id for lesson in lessons])
    for lesson in lessons:
        for language in ("el", "en"):
            said = [block for block in blocks[lesson.id] if block.said.get(language)]
            if said or language == "el":
                yield _lesson(lesson, said, language)


def _lesson(lesson: Lesson, blocks: list[Block], language: str) -> Document:
    return Document(
        id=lesson.id,
        title=getattr(lesson, f"title_{language}") or lesson.title_el,
        body="\n".join([getattr(lesson, f"goal_{language}"), *_said(blocks, language)]),
        path=f"/learning/{lesson.programme.slug}/{lesson.slug}/",
        language=language,
    )


def _said(blocks: list[Block], language: str) -> Iterator[str]:
    """What the blocks of a lesson say before anybody has answered anything."""
    for block in blocks:
        words = block.said[language]
        for name in FOUND:
            if name in words:
                yield plain(words[name]) if name in HTML[block.kind] else words[name]
        yield " ".join(text for _start, _end, text in words.get("transcript", []))


def term_documents(ids: list[int] | None) -> Iterable[Document]:
    """Words of the glossary as the index keeps them, in each language they have."""
    for term in terms_to_find(ids):
        for language in ("el", "en"):
            if said := getattr(term, f"term_{language}"):
                yield Document(
                    id=term.id,
                    title=said,
                    body=plain(getattr(term, f"html_{language}")),
                    path=f"/learning/glossary#{term.key}",
                    language=language,
                )


def visible_programmes(person: Person | None, ids: list[int]) -> set[int]:
    """Everybody sees the programmes that stand."""
    return queries.standing_programmes(ids)


def visible_lessons(person: Person | None, ids: list[int]) -> set[int]:
    """Everybody reads the lessons that stand."""
    return queries.readable_lessons(ids)


def visible_terms(person: Person | None, ids: list[int]) -> set[int]:
    """Everybody reads the words that stand."""
    return standing_terms(ids)


searchable("programme", _("Programme"), "learning", programme_documents, visible_programmes)
searchable("lesson", _("Lesson"), "learning", lesson_documents, visible_lessons)
searchable("term", _("Glossary"), "learning", term_documents, visible_terms)
