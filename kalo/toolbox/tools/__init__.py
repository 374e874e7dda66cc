"""Every tool of the toolbox: one folder each, found here; a new one changes nothing else.

A tool's package has `TOOL = Tool(…)`. Of its other files those do something by being imported that
do so in a room; the `bp` of its `views.py` stands below /toolbox/tools/<slug>/.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from flask import Blueprint

from kalo.kit.jobs import Round
from kalo.toolbox.tool import Tool

LISTENING = (
    *("models", "views", "notices", "receivers", "slots", "search", "dates"),
    *("sitemap", "jobs", "own_data", "moderated"),
)


def find_tools(path: Iterable[str], package: str) -> dict[str, Tool]:
    """The tools of a folder by slug, in their order."""
    found = [module.TOOL for module in _packages(path, package)]
    return {tool.slug: tool for tool in sorted(found, key=lambda tool: tool.order)}


def open_tools(path: Iterable[str], package: str) -> list[Blueprint]:
    """Import what tools have (a typo inside must not vanish); answers their templates and doors."""
    doors = []
    for module in _packages(path, package):
        name = module.__name__
        doors.append(
            Blueprint(f"templates of {name}".replace(".", "-"), name, template_folder="templates")
        )
        for file in LISTENING:
            if find_spec(f"{name}.{file}"):
                own = import_module(f"{name}.{file}")
                if file == "views":
                    own.bp.url_prefix = f"/toolbox/tools/{module.TOOL.slug}"
                    doors.append(own.bp)
    return doors


def rounds_of_tools() -> Iterator[Round]:
    """What comes round for the tools: `ROUNDS` of their `jobs.py`."""
    for module in _packages(__path__, __name__):
        if find_spec(f"{module.__name__}.jobs"):
            yield from getattr(import_module(f"{module.__name__}.jobs"), "ROUNDS", ())


def _packages(path: Iterable[str], package: str) -> Iterator[ModuleType]:
    for name in sorted(module.name for module in iter_modules(path) if module.ispkg):
        module = import_module(f"{package}.{name}")
        if hasattr(module, "TOOL"):
            yield module


TOOLS = find_tools(__path__, __name__)
