"""What a serving process does without: libraries that others take along in case they are wanted.

Each costs megabytes in the web server and again in the worker, for as long as they run.
"""

import sys

# The live socket's library brings them to be a client of other servers; here it is only a server.
CLIENTS = ("requests", "websocket")


def leave_out(redis: bool) -> None:
    """Before the first import of a room; `redis` where a setting asks for it."""
    for name in (*CLIENTS, *(() if redis else ("redis",))):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
