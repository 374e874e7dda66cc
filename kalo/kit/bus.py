"""Redis between processes, for hints of sockets: back within seconds after it was away."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from socketio import RedisManager

AGAIN = 2.0  # seconds between two tries


class Bus(RedisManager):
    """The library's own, which waits ever longer, up to a minute, between two tries.

    `on_return` is called when Redis is back: what was said meanwhile was heard by nobody elsewhere.
    """

    on_return: Callable[[], None]

    def _redis_listen_with_retries(self) -> Iterator[dict[str, Any]]:
        away = subscribed = False
        while True:
            try:
                if not subscribed:
                    self._redis_connect()
                    self.pubsub.subscribe(self.channel)
                    subscribed = True
                    if away:
                        self.on_return()
                yield from self.pubsub.listen()
            except Exception as fault:
                self._get_logger().error("Redis is away: %s", fault)
                away, subscribed = True, False
                time.sleep(AGAIN)
