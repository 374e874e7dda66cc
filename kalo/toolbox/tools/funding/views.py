"""The doors of the directory of funding tools and of kept searches."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kalo.kit.dates import as_file
from kalo.kit.once import once
from kalo.kit.reports import legal_notice
from kalo.kit.versions import shows
from kalo.kit.web import Refused, go_to, in_language, language, need
from kalo.toolbox.facts import said
from kalo.toolbox.permissions import may_edit_facts
from kalo.toolbox.tools.funding import actions, queries, result, saying, words
from kalo.toolbox.tools.funding.dates import dated
from kalo.toolbox.tools.funding.forms import SearchForm, hidden, wish_of
from kalo.toolbox.tools.funding.models import Funding
from kalo.toolbox.tools.funding.permissions import may_change_search, may_keep_search
from kalo.toolbox.tools.funding.reading import SETS
from kalo.toolbox.tools.funding.rules import Wish

bp = Blueprint("tool_funding", __name__, template_folder="templates")
HERE = "toolbox/tools/funding"
MANY = ("form", "state")  # of which an address may name several
NUMBER = "<int(max=2147483647):number>"
FACTS = tuple(f"facts:{name}" for name in SETS)


@bp.app_template_global("funding_without")
def without(wish: Wish, name: str, value: str) -> str:
    """The directory, asked for all of this but one thing."""
    kept = wish.kept()
    others = [each for each in kept[name] if each != value] if name in MANY else []
    kept[name] = others or None
    return url_for("tool_funding.show_directory", **kept)


@bp.app_template_global("funding_plan")
def plan_with(*names: str) -> str:
    """The tool's own page, with some entries chosen."""
    chosen = urlencode([("chosen", name) for name in names])
    return in_language(f"/toolbox/tools/funding/?{chosen}#papers", language())


@bp.app_template_filter("both_words")
def both_words(words_: Any) -> str:
    """Words that a fact keeps in both languages."""
    return said(words_, language())


@bp.get("/directory/")
def show_directory() -> str:
    """What suits, a page at a time; three statements, however many entries there are."""
    shows(*FACTS)
    wish = wish_of(request.args)
    page = queries.directory(wish)
    if g.person is None:  # who could keep nothing; a form would make each page another
        return _directory(wish, page, None)
    return _directory(wish, page, SearchForm(name=_proposed(wish), tells=True, in_calendar=True))


def _directory(wish: Wish, page: Any, form: SearchForm | None) -> str:
    today = saying.today()
    return render_template(
        f"{HERE}/directory.html",
        wish=wish,
        said=saying.wish_words(wish),
        count=queries.counted(wish),
        page=page,
        cards=[saying.card(entry, wish, today) for entry in page.rows],
        turned="after" in request.args or "before" in request.args,
        words=words,
        form=form,
        hidden=hidden(wish),
        may_edit=may_edit_facts(g.person),
    )


def _proposed(wish: Wish) -> str:
    return ", ".join(said for _name, _value, said in saying.wish_words(wish))[:80]


@bp.get("/directory/compare")
def show_comparison() -> str:
    """Two or three side by side."""
    shows(*FACTS)
    asked = list(dict.fromkeys(request.args.getlist("entry")))
    entries = queries.named(asked[: queries.MOST_COMPARED])
    return render_template(
        f"{HERE}/comparison.html",
        entries=entries,
        names=[entry.name for entry in entries],
        table=result.side_by_side(entries, language()) if len(entries) > 1 else None,
        stated=[result.stated(entry, language()) for entry in entries],
        left_out=len(asked) > queries.MOST_COMPARED,
        approval=result.approval(),
    )


@bp.get("/directory/<family>/<key>/")
def show_funding(family: str, key: str) -> str:
    """One funding tool: who gives, to whom, how much, on what terms, as seen where and when."""
    shows(*FACTS, "forum", "categories", "people", "programme")  # its discussion, its lessons
    entry = queries.get_funding(family, key)
    return render_template(
        f"{HERE}/funding.html",
        entry=entry,
        card=saying.card(entry, Wish(), saying.today()),
        spoken=language(),
        saying=saying,
        stated=result.stated(entry, language()),
        papers=result.papers_of({}, [entry], language()),
        approval=result.approval(),
        may_edit=may_edit_facts(g.person),
    )


@bp.get("/directory/<family>/<key>/deadline.ics")
def deadline(family: str, key: str) -> Response:
    """Its deadline as a file for calendars; 404 where there is none that concerns people."""
    entry = queries.get_funding(family, key)
    if not entry.deadline_is_ours:
        abort(404)
    name = entry.said("name", language())
    notice = legal_notice().text
    day = dated(entry)
    said = replace(day, about=f"{day.about}\n{notice}")
    response = make_response(as_file(name, notice, [said]))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_of(entry)}"'
    return response


def _file_of(entry: Funding) -> str:
    return f"funding-{entry.key}.ics"


@bp.get("/searches/")
def show_searches() -> AnyResponse | str:
    """What a member keeps, with what suits each now."""
    if g.person is None:
        return go_to("accounts.sign_in", next=url_for(".show_searches"))
    kept = queries.searches_of(g.person)
    forms = {each.id: SearchForm(formdata=None, obj=each, prefix=f"s{each.id}") for each in kept}
    return _searches(kept, forms)


def _searches(kept: list[Any], forms: dict[int, SearchForm]) -> str:
    return render_template(
        f"{HERE}/searches.html",
        kept=kept,
        forms=forms,
        said={each.id: saying.wish_words(each.wish) for each in kept},
    )


@bp.post("/searches/")
@once
def keep_search() -> AnyResponse | tuple[str, int]:
    """Keep what is looked for."""
    need(may_keep_search(g.person))
    wish, form = wish_of(request.form), SearchForm()
    if form.validate():
        try:
            name, tells = form.name.data or "", bool(form.tells.data)
            actions.keep_search(g.person, wish, name, tells, bool(form.in_calendar.data))
            return go_to(".show_searches")
        except Refused as refusal:
            form.form_errors.append(str(refusal))
    return _directory(wish, queries.directory(wish), form), 422


@bp.post(f"/searches/{NUMBER}")
@once
def change_search(number: int) -> AnyResponse | tuple[str, int]:
    """Another name, other ways of being told."""
    mine = queries.get_search(number, g.person)
    need(may_change_search(g.person, mine))
    form = SearchForm(prefix=f"s{mine.id}")
    if form.validate():
        name, tells = form.name.data or "", bool(form.tells.data)
        actions.change_search(mine, name, tells, bool(form.in_calendar.data))
        return go_to(".show_searches", _anchor=f"search-{mine.id}")
    kept = queries.searches_of(g.person)
    forms = {each.id: SearchForm(formdata=None, obj=each, prefix=f"s{each.id}") for each in kept}
    return _searches(kept, {**forms, mine.id: form}), 422


@bp.post(f"/searches/{NUMBER}/end")
@once
def end_search(number: int) -> AnyResponse:
    """Look for it no more."""
    mine = queries.get_search(number, g.person)
    need(may_change_search(g.person, mine))
    actions.forget_search(mine)
    return go_to(".show_searches")
