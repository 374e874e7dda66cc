"""What a serving process does without: libraries that others take along in case they are wanted.

Each costs megabytes in the web server and again in the worker, for as long as they run.
"""

import ctypes
import gc
import sys
import threading
import time
from collections.abc import Callable

from kalo.config import Settings

# The live socket's library brings them to be a client of other servers; here it is only a server.
CLIENTS = ("requests", "websocket")
EVERY = 30.0  # seconds


def leave_out(settings: Settings) -> None:
    """Before the first import of a room; what a setting asks for stays.

    What is loaded now stays for good: the collector would look through it in vain a hundred times.
    It rests until `settle_down`, and the start is an eighth shorter.
    """
    gc.disable()
    redis = () if settings.redis_url else ("redis",)
    postgres = ("psycopg",) if settings.sqlite else ()
    for name in (*CLIENTS, *redis, *postgres):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def settle_down() -> None:
    """All is loaded: what is there stays, and from now on what is free goes back to the system.

    The collector looks at what came later only: it used to wait until a quarter as much as the
    whole platform was there. The C library keeps what was freed between things that stay: a
    process that makes pages all day would hold ever more; every half minute it gives back. Where
    the library knows no such call, nothing happens.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        threading.Thread(target=_go_round, args=(trim,), name="give-back", daemon=True).start()


def _go_round(trim: Callable[[int], int]) -> None:
    while True:
        time.sleep(EVERY)
        trim(0)
