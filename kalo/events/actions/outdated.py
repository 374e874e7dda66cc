"""Two who write at once."""

from kalo.kit.revised import Outdated

__all__ = ["Outdated"]
