"""Whom we tell, and of what, a file for each noun."""

from kalo.toolbox.notices import days

__all__ = ["days"]
