"""Acts as they come from a browser: JSON that is not believed before it was looked at."""

import uuid
from datetime import UTC, datetime
from typing import Any

from kalo.learning.actions.acts import Act

MOST = 100  # acts at once
_LARGEST = 2**31 - 1  # that a column holds
_YEARS = range(1970, 2200)  # in which a clock may stand that goes wrong


class Odd(ValueError):
    """What was sent makes no sense."""


def sent_acts(payload: Any) -> tuple[list[Act], list[str], datetime | None]:
    """The acts, the ids of those that make no sense, and what the browser's clock says now."""
    if not isinstance(payload, dict) or not isinstance(payload.get("acts"), list):
        raise Odd
    acts, odd = [], []
    for one in payload["acts"][:MOST]:
        try:
            acts.append(_act(one))
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
            odd.append(str(one.get("id", "")) if isinstance(one, dict) else "")
    return acts, odd, _moment(payload.get("sent_at"))


def _act(one: dict[str, Any]) -> Act:
    value = one.get("value") or {}
    if not isinstance(value, dict) or not isinstance(one["kind"], str):
        raise Odd
    return Act(
        id=uuid.UUID(one["id"]),
        kind=one["kind"],
        value=_clean(value),
        lesson=_number(one.get("lesson")),
        block=_number(one.get("block")),
        attempt=uuid.UUID(one["attempt"]) if one.get("attempt") else None,
        slot=_number(one.get("slot")),
        seq=_number(one.get("seq")),
        made_at=_moment(one.get("made_at")),
    )


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise Odd
    return value


def _moment(value: Any) -> datetime | None:
    """A moment as JavaScript writes it; one that is none is as good as missing."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    if moment.year not in _YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _clean(value: Any) -> Any:
    """Without what no database keeps: null characters, halves of characters."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    return value
