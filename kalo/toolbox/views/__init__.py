"""The doors of the toolbox: reading pages, tools, and the works that people keep."""

from kalo.toolbox import tools
from kalo.toolbox.views import days, facts, sharing, using, works
from kalo.toolbox.views.rooms import bp

__all__ = ["bp", "days", "facts", "sharing", "using", "works"]

# The templates and the doors of every tool stand beside those of the room.
blueprints = [bp, *tools.open_tools(tools.__path__, tools.__name__)]
