"""What learners and facilitators may type, and the words of its errors."""

from kalo.learning.forms.acts import ActForm

__all__ = ["ActForm"]
