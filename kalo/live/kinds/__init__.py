"""Everything that may happen in a room: one table, from each file of this folder.

A file has `KINDS = (Kind("said", …), …)`.
"""

from importlib import import_module
from pkgutil import iter_modules

from kalo.live.kinds.kind import Kind

KINDS: dict[str, Kind] = {}

for _module in sorted(module.name for module in iter_modules(__path__)):
    for _kind in getattr(import_module(f"{__name__}.{_module}"), "KINDS", ()):
        KINDS[_kind.name] = _kind

__all__ = ["KINDS", "Kind"]
