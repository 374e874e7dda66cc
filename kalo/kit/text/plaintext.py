"""From HTML to the words in it."""

import re
from html.parser import HTMLParser

_PARAGRAPHS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"),
    *("table", "hr", "section", "article", "figure", "details", "summary"),
}
_LINES = frozenset({"br", "li", "tr", "dt", "dd"})
_CELLS = frozenset({"td", "th"})
_UNREAD = frozenset({"script", "style", "template"})


class _Reader(HTMLParser):
    def __init__(self, links: bool, without: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.links, self.without = links, without | _UNREAD
        self.parts: list[str] = []
        self.hidden: list[str] = []
        self.targets: list[tuple[str, int]] = []
        self.as_typed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.without:
            self.hidden.append(tag)
        self.write(_gap(tag))
        self.as_typed = self.as_typed or tag == "pre"
        given = dict(attrs)
        if tag == "li":
            self.write("- ")
        elif tag == "img":
            self.write(given.get("alt") or "")
        elif tag == "a":
            self.targets.append((given.get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and tag == self.hidden[-1]:
            self.hidden.pop()
        if tag == "pre":
            self.as_typed = False
        if tag == "a" and self.targets:
            self.write_target(*self.targets.pop())
        self.write(" " if tag in _CELLS else _gap(tag) if tag in _PARAGRAPHS else "")

    def handle_data(self, data: str) -> None:
        self.write(data if self.as_typed else re.sub(r"\s+", " ", data))

    def write(self, text: str) -> None:
        if text and not self.hidden:
            self.parts.append(text)

    def write_target(self, href: str, start: int) -> None:
        said = "".join(self.parts[start:])
        shown = said and href.rstrip("/").endswith(said.rstrip("/"))
        if self.links and href.startswith("http") and not shown:
            self.write(f" ({href})")


def _gap(tag: str) -> str:
    return "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else ""


def read(html: str, *, links: bool = False, without: frozenset[str] = frozenset()) -> str:
    """The text of some HTML: paragraphs apart, list items and rows on their own lines."""
    reader = _Reader(links, without)
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    text = re.sub(r"^-\n+", "- ", "\n".join(lines), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
