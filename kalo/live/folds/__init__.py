"""The parts of a room, each a fold of its log: pure, and kept as JSON now and then.

Every file of this folder is read; `people` and `stage` come first and hear first.
"""

from importlib import import_module
from pkgutil import iter_modules

from kalo.live.folds.people import ALIASED, People
from kalo.live.folds.stage import Past, Stage, Step
from kalo.live.folds.state import (
    PARTS,
    REMEMBERED,
    Change,
    Part,
    Pieces,
    Row,
    State,
    folds,
    heard_kinds,
    shape_of_state,
    state_from,
)

for _module in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")

__all__ = [
    "ALIASED",
    "PARTS",
    "REMEMBERED",
    "Change",
    "Part",
    "Past",
    "People",
    "Pieces",
    "Row",
    "Stage",
    "State",
    "Step",
    "folds",
    "heard_kinds",
    "shape_of_state",
    "state_from",
]
