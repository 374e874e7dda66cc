"""What each role is answered at a door, held against a table."""

from collections.abc import Iterable


def wrong(
    door: str, roles: Iterable[str], got: Iterable[object], expected: Iterable[object]
) -> list[str]:
    """Whoever is answered otherwise: "POST agenda/lines as observer: 200, not 403"."""
    rows = zip(roles, got, expected, strict=True)
    return [f"{door} as {role}: {code}, not {right}" for role, code, right in rows if code != right]
