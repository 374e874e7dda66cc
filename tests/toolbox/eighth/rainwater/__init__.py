"""How much rain a roof gathers: the tool that `docs/add-a-tool.md` adds."""

from .tool import TOOL

__all__ = ["TOOL"]
