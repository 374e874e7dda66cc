"""The parts of the room that are told afterwards: every file declares some as `TELLS`."""

from importlib import import_module
from pkgutil import iter_modules

from kalo.live.views.minutes.telling import Telling

_found: list[Telling] = []
for _module in sorted(module.name for module in iter_modules(__path__)):
    _found.extend(getattr(import_module(f"{__name__}.{_module}"), "TELLS", ()))

TELLINGS: tuple[Telling, ...] = tuple(sorted(_found, key=lambda telling: telling.order))
