"""How often each visitor asked, counted in this process."""

import time
from typing import Any

from limits.storage import MemoryStorage

EVERY = 30.0  # seconds between two looks for visitors that can be forgotten


class Counts(MemoryStorage):
    """The library's own storage goes through all visitors a hundred times a second and keeps an
    empty list of each for ever. This one goes through them once in a while, and forgets."""

    STORAGE_SCHEME = ["counts"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **more: Any) -> None:
        self.swept_at = time.monotonic()
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **more)

    # The library calls this with every count, and offers no other way in.
    def _MemoryStorage__schedule_expiry(self) -> None:
        now = time.monotonic()
        if now - self.swept_at >= EVERY:
            self.swept_at = now
            self.forget()

    def forget(self) -> None:
        """Let go of everything that no limit asks about any more."""
        now = time.time()
        for key, entries in list(self.events.items()):
            if not entries or entries[0].expiry < now:  # the newest stands first
                self.events.pop(key, None)
                self.locks.pop(key, None)
        for key, until in list(self.expirations.items()):
            if until <= now:
                self.storage.pop(key, None)
                self.expirations.pop(key, None)
                self.locks.pop(key, None)
