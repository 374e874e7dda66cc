"""The words of the field, explained; a lesson points here where a word first stands."""

from itertools import groupby

from flask import render_template, request

from kalo.kit.text import fold, upper
from kalo.kit.versions import shows
from kalo.kit.web import language
from kalo.learning.models import Term
from kalo.learning.queries import glossary as queries
from kalo.learning.views.room import CONTENT, bp


@bp.get("/glossary")
def show_glossary() -> str:
    """All words by their first letter; `?q=` keeps those that have it."""
    shows(*CONTENT)
    asked = request.args.get("q", "")[:80].strip()
    terms = queries.list_terms(language(), asked)
    letters = [(letter, list(group)) for letter, group in groupby(terms, _first_letter)]
    return render_template("learning/glossary.html", letters=letters, asked=asked)


@bp.get("/glossary/<key>/term")
def show_term(key: str) -> str:
    """One word, as the part that a lesson shows beside its text."""
    shows(*CONTENT)
    return render_template("learning/_term.html", term=queries.get_term(key), alone=True)


def _first_letter(term: Term) -> str:
    said = (term.term_en if language() == "en" else "") or term.term_el
    return upper(fold(said)[:1])
