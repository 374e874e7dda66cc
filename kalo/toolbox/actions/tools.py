"""Letting the tools be found."""

from kalo import signals
from kalo.toolbox.tools import TOOLS


def announce_tools() -> None:
    """Have search read every tool again: they came with the code."""
    for tool in TOOLS.values():
        signals.thing_changed.send(f"tool:{tool.order}")
