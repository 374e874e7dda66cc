"""The doors of the bell, of wishes and of letters."""

from kalo.notifications.views import letters, wishes
from kalo.notifications.views.news import bp

__all__ = ["bp", "letters", "wishes"]
