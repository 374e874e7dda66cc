"""What a roof gathers; pure."""

LOSS = 0.2  # what splashes, evaporates and stays in the gutter


def litres(area: float, rain: float) -> float:
    """A millimetre of rain on a square metre is a litre."""
    return round(area * rain * (1 - LOSS), 1)
