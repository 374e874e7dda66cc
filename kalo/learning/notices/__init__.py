"""Whom we tell, and of what, a file for each noun."""

from kalo.learning.notices import cohorts

__all__ = ["cohorts"]
