"""Whom we tell, and of what, a file for each noun."""

from kalo.toolbox.notices import days, facts, works

__all__ = ["days", "facts", "works"]
