"""Buying with social criteria: the checks of one procurement, its route, clauses to copy."""

from kalo.toolbox.tools.procurement.tool import TOOL

__all__ = ["TOOL"]
