"""Places over pieces of a street map, by the projection of them all (Web Mercator); pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asinh, ceil, floor, pi, radians, tan

from kalo.network.words import Place

SIDE = 256  # of a piece
ZOOM = 13  # the seven municipalities on some four hundred points
MARGIN = 96  # around the outermost places, for their circles and names


@dataclass(frozen=True)
class Piece:
    """A picture of the map, and where it lies."""

    address: str
    x: float
    y: float
    side: int = SIDE


@dataclass(frozen=True)
class Streets:
    """The pieces behind some places, and where each place lies on them, by its key."""

    width: int
    height: int
    pieces: list[Piece]
    spots: Mapping[str, tuple[float, float]]


def point(lat: float, lon: float, zoom: int) -> tuple[float, float]:
    """Where a place lies on the map of the whole world at this zoom, from its upper left."""
    whole = SIDE * 2**zoom
    return whole * (lon / 360 + 0.5), whole * (0.5 - asinh(tan(radians(lat))) / (2 * pi))


def streets_behind(places: Sequence[Place], template: str, zoom: int = ZOOM) -> Streets:
    """As many pieces as it takes to lie behind all of these."""
    points = {place.key: point(place.lat, place.lon, zoom) for place in places}
    left, top = (floor(min(at[axis] for at in points.values()) - MARGIN) for axis in (0, 1))
    right, bottom = (ceil(max(at[axis] for at in points.values()) + MARGIN) for axis in (0, 1))
    pieces = [
        Piece(_address(template, zoom, x, y), x * SIDE - left, y * SIDE - top)
        for y in range(top // SIDE, bottom // SIDE + 1)
        for x in range(left // SIDE, right // SIDE + 1)
    ]
    spots = {key: (round(x - left, 1), round(y - top, 1)) for key, (x, y) in points.items()}
    return Streets(right - left, bottom - top, pieces, spots)


def _address(template: str, zoom: int, x: int, y: int) -> str:
    return template.replace("{z}", str(zoom)).replace("{x}", str(x)).replace("{y}", str(y))
