"""The platform as a WSGI application under gunicorn's gevent worker."""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402 - the standard library is patched first
from kalo.config import read_settings
from kalo.kit.lean import leave_out, settle_down

settings = read_settings()
leave_out(settings)

from kalo.app import create_app

app = create_app(settings)
settle_down()
