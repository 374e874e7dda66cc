"""Whom we tell, and of what, a file for each noun."""

from kalo.learning.notices import cohorts, digest, messages, quizzes, tasks

__all__ = ["cohorts", "digest", "messages", "quizzes", "tasks"]
