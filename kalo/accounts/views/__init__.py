"""The doors of accounts: find, ask, do, answer."""

from kalo.accounts.views import (
    admin,
    groups,
    joining,
    leaving,
    me,
    people,
    resetting,
    security,
    signing,
    staff,
)
from kalo.accounts.views.doors import bp

__all__ = [
    "admin",
    "bp",
    "groups",
    "joining",
    "leaving",
    "me",
    "people",
    "resetting",
    "security",
    "signing",
    "staff",
]
