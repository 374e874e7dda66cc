"""What gunicorn is told besides its command line; it imports nothing that must be patched later."""


def post_request(_worker, _request, _environ, _response) -> None:  # type: ignore[no-untyped-def]
    """After each answer the other connections have their turn.

    Without this a connection whose next request is already there starves the others.
    """
    import gevent

    gevent.sleep(0)


def pre_fork(_server, _worker) -> None:  # type: ignore[no-untyped-def]
    """What the master holds stays as it is, so that its child goes on sharing the memory of it."""
    import gc

    gc.collect()
    gc.freeze()
