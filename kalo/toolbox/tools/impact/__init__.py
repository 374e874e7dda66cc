"""Social impact, as a self-exercise: where a body stands, what changes, and what that is worth."""

from kalo.toolbox.tools.impact.tool import TOOL

__all__ = ["TOOL"]
