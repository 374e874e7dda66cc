"""The log of staff takes only verbs that every database can keep."""

import pytest

from kalo.accounts.models import Person
from kalo.accounts.staff_log import MOST, note_staff_act
from kalo.kit.db import db, transaction


def test_a_verb_that_postgresql_would_refuse_is_refused_on_sqlite_too(
    administrator: Person,
) -> None:
    with transaction():
        note_staff_act(db.session.merge(administrator), "v" * MOST, "person:1")
    with pytest.raises(ValueError, match="at most 40 letters"), transaction():
        note_staff_act(db.session.merge(administrator), "v" * (MOST + 1), "person:1")
