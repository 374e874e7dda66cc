"""The social business model canvas: one sheet with fourteen blocks, filled in ten steps."""

from kalo.toolbox.tools.canvas.tool import TOOL

__all__ = ["TOOL"]
