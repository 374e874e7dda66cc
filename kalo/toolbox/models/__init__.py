"""The nouns of the toolbox, a file each."""

from kalo.toolbox.models.works import Comment, Link, Version, Work

__all__ = ["Comment", "Link", "Version", "Work"]
