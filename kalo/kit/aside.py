"""Slow work of the processor, done where it does not stop the other requests of this process."""

from collections.abc import Callable
from typing import Any

from gevent import get_hub, monkey


def aside(work: Callable[..., Any], *args: Any) -> Any:
    """Do it in a real thread and wait; the greenlets of this process go on meanwhile."""
    if monkey.is_module_patched("threading"):
        return get_hub().threadpool.apply(work, args)
    return work(*args)
