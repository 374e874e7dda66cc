"""Whom we tell, and of what, a file for each noun."""

from kalo.learning.notices import cohorts, messages, quizzes, tasks

__all__ = ["cohorts", "messages", "quizzes", "tasks"]
