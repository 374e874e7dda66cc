"""The questions about facts; everybody may see them."""

from kalo.kit.web import language as spoken
from kalo.toolbox.facts import Facts, facts_in_file


def facts_of(name: str, language: str = "") -> Facts:
    """A set of facts by their keys, in their order; one statement."""
    return facts_of_all((name,), language)[name]


def facts_of_all(names: tuple[str, ...], language: str = "") -> dict[str, Facts]:
    """Several sets; one statement for any number of them."""
    return {name: facts_in_file(name, language or spoken()) for name in names}
