"""The doors of certificates."""

from kalo.certificates.views import checking, having, papers, staff
from kalo.certificates.views.doors import bp

__all__ = ["bp", "checking", "having", "papers", "staff"]
