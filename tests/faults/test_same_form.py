"""The same form sent ten times, at once and one after the other: what it does is done once."""

import secrets
from collections import Counter
from functools import partial
from typing import Any

import pytest

from tests.faults.scene import FORMS, Form
from tests.faults.world import World, at_once, count_rows

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]
# What makes something unique, or counts, meets other writers on PostgreSQL only.
CASES = [("sqlite", form) for form in FORMS]
UNIQUE = {"reply", "topic", "poll", "vote", "report"}
CASES += [("postgresql", form) for form in FORMS if form.name in UNIQUE]
NAMES = [f"{form.name}-{world}" for world, form in CASES]
TIMES = 10


def statuses(answers: list[Any]) -> Counter[Any]:
    return Counter(getattr(each, "status", repr(each)) for each in answers)


@pytest.mark.parametrize(("world", "form"), CASES, ids=NAMES, indirect=["world"])
def test_a_form_sent_ten_times_is_done_once(world: World, form: Form) -> None:
    scene = world.scene()
    visitor = world.visitor(getattr(scene, form.who))
    good = {name: scene.path(value) for name, value in form.good.items()}
    send = partial(visitor.post, scene.path(form.path), once=secrets.token_hex(16), **good)

    before = lasting_rows()
    together = statuses(at_once([send] * TIMES))
    once = lasting_rows()
    after = statuses([send() for _again in range(TIMES)])

    assert lasting_rows() == once
    assert set(together) | set(after) <= {200, 303, 403, 409, 422, 429}, (together, after)
    assert together[200] + together[303] > 0
    if form.name == "report":  # whoever is told "already" is told so by the receipt
        assert set(together) | set(after) == {303}, (together, after)
    if form.makes:
        made = form.makes.__tablename__
        assert once[made] - before[made] == 1
    else:
        grown = {name: once[name] - before[name] for name in once if once[name] != before[name]}
        assert set(grown.values()) <= {1}, grown


def lasting_rows() -> dict[str, int]:
    """The log of staff notes each time that somebody saves; versions are no rows of anybody's."""
    passing = {"accounts_staff_act", "kit_version"}
    return {name: n for name, n in count_rows().items() if name not in passing}
