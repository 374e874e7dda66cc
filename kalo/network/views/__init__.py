"""The doors of the room, a file for each noun; those with fixed words before those with a name."""

from kalo.network.views import (
    calls,
    desk,
    directory,
    example,
    files,
    importing,
    letters,
    messages,
    mine,
    unions,
)

from kalo.network.views import editing, marks, organisations, people  # isort: skip
from kalo.network.views.room import bp

__all__ = [
    "bp",
    "calls",
    "desk",
    "directory",
    "editing",
    "example",
    "files",
    "importing",
    "letters",
    "marks",
    "messages",
    "mine",
    "organisations",
    "people",
    "unions",
]
