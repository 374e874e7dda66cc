"""Passwords: hashed by Argon2 in a thread of its own, and refused when anybody could guess them."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import gettext as _

from kalo.kit.aside import aside
from kalo.kit.text import fold

SHORTEST, LONGEST = 10, 200
COMMON = {
    *("1234567890", "12345678910", "123456789a", "0123456789", "0987654321", "1q2w3e4r5t"),
    *("qwertyuiop", "qwerty12345", "qwerty123456", "asdfghjkl1", "abcdefghij", "abc1234567"),
    *("password12", "password123", "password1234", "passw0rd123", "mypassword", "changeme123"),
    *("iloveyou123", "letmein1234", "welcome1234", "admin12345", "administrator"),
    *("κωδικος123", "κωδικος1234", "kodikos123", "kodikos1234", "sagapo1234", "kalimera123"),
    *("καλημερα123", "olympiakos", "olympiacos", "panathinaikos", "ολυμπιακος", "παναθηναικος"),
}
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What the database keeps of a password."""
    return str(aside(_hasher.hash, password))


def fits(password_hash: str | None, password: str) -> bool:
    """True for the right password; takes as long where there is no account or no password."""
    right = aside(_verify, password_hash or _nobodys(), password)
    return bool(password_hash) and right


def is_stale(password_hash: str) -> bool:
    """True for a hash made with weaker settings than those of today."""
    return _hasher.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def weakness(password: str, name: str = "", email: str = "") -> str | None:
    """Why a password will not do, as a sentence; None for a good one."""
    if len(password) < SHORTEST:
        return _("Use at least 10 characters. Four ordinary words make a good password.")
    if len(password) > LONGEST:
        return _("Use at most 200 characters.")
    if fold(password) in COMMON or len(set(password)) < 5:
        return _("This one is among the first that strangers try. Choose another.")
    if _is_about(fold(password), name, email):
        return _("Choose a password without your name or your e-mail address in it.")
    return None


def _is_about(password: str, name: str, email: str) -> bool:
    """True where little would be left of the password without its owner's name or address."""
    local = email.partition("@")[0]
    for word in (*name.split(), name.replace(" ", ""), local, email):
        key = fold(word)
        if len(key) >= 4 and len(password.replace(key, "")) < SHORTEST - 2:
            return True
    return False
