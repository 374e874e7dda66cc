"""Questions about the words of the glossary."""

from collections.abc import Sequence

from sqlalchemy import select

from kalo.kit.db import db, get_or_404
from kalo.kit.text import fold
from kalo.learning.models import Term


def list_terms(language: str, asked: str = "") -> Sequence[Term]:
    """The words of the glossary in the order of a language; with `asked`, those that have it."""
    order = Term.sort_en if language == "en" else Term.sort_el
    query = select(Term).where(Term.withdrawn_at.is_(None)).order_by(order)
    found = db.session.scalars(query).all()
    wanted = fold(asked)
    return [term for term in found if wanted in _shapes_of(term)] if wanted else found


def _shapes_of(term: Term) -> str:
    forms = [form for each in term.forms.values() for form in each]
    return " ".join(fold(word) for word in (term.term_el, term.term_en, *forms))


def get_term(key: str) -> Term:
    """A word by its key; 404 where there is none."""
    found: Term = get_or_404(select(Term).where(Term.key == key, Term.withdrawn_at.is_(None)))
    return found
