"""What the pages say, in either language: a walk names their words in English, as the code does."""

from functools import cache
from gettext import GNUTranslations, NullTranslations

from kalo.kit.locales import catalogues, compile_catalogues


class Speech:
    """A language in which a walk goes: say("Keep this") is what stands on the page."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, words: str, **named: object) -> str:
        said = words if self.language == "en" else _greek().gettext(words)
        assert self.language == "en" or said != words, f"no Greek for {words!r}"
        return said % named if named else said

    def of(self, number: int, one: str, many: str, **named: object) -> str:
        """A sentence that goes by a number."""
        english = one if number == 1 else many
        said = english if self.language == "en" else _greek().ngettext(one, many, number)
        return said % {"num": number, **named}

    def at(self, path: str) -> str:
        """The address of a page in this language."""
        return path if self.language == "el" else f"/en{path}"

    def either(self, greek: str, english: str) -> str:
        """What the walk itself types, or what stands in the content and in no catalogue."""
        return greek if self.language == "el" else english


@cache
def _greek() -> NullTranslations:
    """All catalogues as one."""
    compile_catalogues()
    whole = NullTranslations()
    for po in catalogues():
        with po.with_suffix(".mo").open("rb") as file:
            whole.add_fallback(GNUTranslations(file))
    return whole
