"""The platform as a WSGI application under gunicorn's gevent worker."""

from gevent import monkey

monkey.patch_all()

from kalo.app import create_app  # noqa: E402 - the standard library is patched first

app = create_app()
