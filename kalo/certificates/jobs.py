"""What comes round for certificates."""

from kalo.certificates.notices import tell_what_became_ripe
from kalo.kit.jobs import job


@job
def tell_the_ripe() -> None:
    """Tell, once, who was at an event that is over that there is a certificate of it."""
    tell_what_became_ripe()
