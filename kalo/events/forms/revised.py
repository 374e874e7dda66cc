"""Forms over something that has a revision, as the kit makes them."""

from kalo.kit.revised import HIDDEN, Apart, RevisedForm

__all__ = ["HIDDEN", "Apart", "RevisedForm"]
