"""The funding finder: a directory of funding tools, what suits, and the papers it takes."""

from kalo.toolbox.tools.funding.tool import TOOL

__all__ = ["TOOL"]
