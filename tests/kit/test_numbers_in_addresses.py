"""Numbers in addresses are numbers that a database takes: more is a page that is not there."""

from typing import Any

from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


def test_every_number_has_an_end(app: Any) -> None:
    open_ended = {
        rule.rule
        for rule in app.url_map.iter_rules()
        for part in rule._converters.values()
        if isinstance(part, IntegerConverter) and not 0 < (part.max or 0) <= LARGEST
    }
    assert open_ended == set()


def test_a_larger_one_is_not_there(as_ada: Any) -> None:
    for address in ("/accounts/news/%d/mark", "/forum/t/%d-a/", "/events/%d-a/"):
        ask = as_ada.post if address.endswith("mark") else as_ada.get
        assert ask(address % 10**30).status_code == 404
