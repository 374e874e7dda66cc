"""The directory: a list that is filtered, and a map that is a table too."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g, render_template, request

from kalo.kit.pages import window
from kalo.kit.text import clean
from kalo.kit.versions import shows
from kalo.kit.web import language
from kalo.network import queries
from kalo.network.permissions import may_propose, may_verify
from kalo.network.queries import Filters
from kalo.network.tiles import streets_behind
from kalo.network.views.room import bp, choice, one_of
from kalo.network.views.taking import left_out, ways_of_directory
from kalo.network.words import AS_A_TOOL, drawing, said

SIZE = 20
LONGEST = 100
KINDS = {
    "sector": "sectors",
    "place": "places",
    "form": "forms",
    "service": "services",
    "need": "services",
}


@dataclass(frozen=True)
class Looking:
    """What somebody looks for, as the address has it."""

    filters: Filters

    @property
    def words(self) -> dict[str, str]:
        """The same as words of an address, without those that ask for nothing."""
        said = {"q": self.filters.words}
        said |= {name: getattr(self.filters, name) for name in KINDS}
        return {name: word for name, word in said.items() if word}

    @property
    def named(self) -> list[tuple[str, str]]:
        """What is looked for in words that people use, by its name in the address."""
        found = self.words
        return [
            (name, said(KINDS[name], word, language()) if name in KINDS else f"“{word}”")
            for name, word in found.items()
        ]


def asked() -> Looking:
    """What this address looks for; 404 for a word that does not exist."""
    typed = " ".join(clean(request.args.get("q", "")).split())[:LONGEST]
    chosen = {name: one_of(name, kind) for name, kind in KINDS.items()}
    return Looking(Filters(words=typed, **chosen))


@bp.get("/")
def show_directory() -> str:
    """The list, by name."""
    looking = asked()
    counts = queries.counts_by_place(looking.filters)
    found = sum(counts.values())
    page = window(found, SIZE)
    organisations = queries.organisations_page(looking.filters, page) if found else []
    marks = queries.marks_of([each.id for each in organisations])
    shows("network", "forum", "categories", "people")
    return _page(
        "directory",
        looking,
        organisations=organisations,
        page=page,
        found=found,
        marks=marks,
        about=AS_A_TOOL,
        ways=ways_of_directory(looking.words),
        left_out=left_out(found),
    )


@bp.get("/map/")
def show_map() -> str:
    """How many there are in each place, drawn, and as a table; over streets if pressed for."""
    looking = asked()
    counts = queries.counts_by_place(looking.filters)
    facts = {"counts": counts, "drawing": drawing(), "found": sum(counts.values())}
    return _page("map", looking, **facts, **_streets())


def _streets() -> dict[str, Any]:
    """Pieces of another house's map behind the places, on this answer alone; it is not kept."""
    settings = current_app.config["KALO"]
    offered: dict[str, Any] = {"streets": None, "house": urlsplit(settings.map_house).hostname}
    if not settings.map_tiles or "streets" not in request.args:
        shows("network")
        return offered
    g.images = settings.map_house
    behind = streets_behind(drawing().drawn, settings.map_tiles)
    return {**offered, "streets": behind, "map_by": settings.map_tiles_by}


def _page(shown: str, looking: Looking, **facts: Any) -> str:
    choices = {kind: choice(kind) for kind in ("sectors", "places", "forms", "services")}
    return render_template(
        f"network/{shown}.html",
        shown=shown,
        looking=looking,
        choices=choices,
        may_propose=may_propose(g.person),
        may_verify=may_verify(g.person),
        **facts,
    )
