"""The founding guide: the steps as a personal plan, with days, papers and who signs what."""

from kalo.toolbox.tools.founding.tool import TOOL

__all__ = ["TOOL"]
