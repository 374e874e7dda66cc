"""Two who write at once."""

from kalo.kit.web import Refused


class Outdated(Refused):
    """Somebody else changed the thing since this form was opened."""
