"""The platform's addresses, each of which learns how it is written when somebody writes it."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class Route(Rule):
    """A rule whose address is compiled when it is first built, not when it is added.

    There are over a thousand, in two languages and two ways each; compiling all of them took an
    eighth of a start, and a process writes a few dozen. What is matched is compiled as ever.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        name = "_build_unknown" if append_unknown else "_build"
        compiled = super()._compile_builder

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            real: Callable[..., tuple[str, str]] = compiled(append_unknown).__get__(rule, None)
            setattr(rule, name, real)
            return real(**values)

        return build
