"""The panels of the room: every file of this folder declares one or more as `PANELS`."""

from importlib import import_module
from pkgutil import iter_modules

from kalo.live.views.panels.panel import ASIDE, HEAD, MAIN, Panel, Piece

_found: list[Panel] = []
for _module in sorted(module.name for module in iter_modules(__path__)):
    _found.extend(getattr(import_module(f"{__name__}.{_module}"), "PANELS", ()))

PANELS: dict[str, Panel] = {panel.name: panel for panel in sorted(_found, key=lambda p: p.order)}
PIECES: dict[str, tuple[Panel, Piece]] = {
    piece.name: (panel, piece) for panel in PANELS.values() for piece in panel.pieces
}

__all__ = ["ASIDE", "HEAD", "MAIN", "PANELS", "PIECES", "Panel", "Piece"]
