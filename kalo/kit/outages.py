"""What went wrong with the database, as far as it goes away by itself."""

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

GAVE_WAY = ("40P01", "40001", "55P03")  # how PostgreSQL says that one of two had to give way


def is_away(error: BaseException) -> bool:
    """True where PostgreSQL does not answer, or went while it was asked: it comes back."""
    if not isinstance(error, OperationalError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None


def is_lock_error(error: BaseException) -> bool:
    """True for a writer that waited in vain, or for a row that is gone; to be tried again."""
    if isinstance(error, StaleDataError):
        return True
    if isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") in GAVE_WAY:
        return True
    return isinstance(error, OperationalError | TimeoutError) and "locked" in str(error)
