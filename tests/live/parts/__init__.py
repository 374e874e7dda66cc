"""For each kind of act: what it says, and what each role is answered at its door.

A file for each part, with `ACTS = {kind: (said, stranger, participant, facilitator, moderator)}`
and, where an act needs something before it, `BEFORE = {kind: prepare}`; `prepare(scene)` makes it
and answers what else is said.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

_MODULES = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)]
ACTS: dict[str, tuple[dict[str, Any], int, int, int, int]] = {
    kind: line for module in _MODULES for kind, line in module.ACTS.items()
}
BEFORE: dict[str, Any] = {
    kind: make for module in _MODULES for kind, make in getattr(module, "BEFORE", {}).items()
}
