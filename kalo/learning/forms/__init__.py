"""What learners and facilitators may type, and the words of its errors."""

from kalo.learning.forms.acts import ActForm, AnswerForm, new_answer, sent_answer

__all__ = ["ActForm", "AnswerForm", "new_answer", "sent_answer"]
