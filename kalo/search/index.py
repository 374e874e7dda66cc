"""The index on disk: three shapes of every word (as written, folded, stemmed) and how it sounds.

The database is the truth; the index can always be built anew. Its folder is written by the
worker alone and never comes from outside: opening an index unpickles its schema.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import current_app
from whoosh import index as whoosh_index
from whoosh.analysis import Composable, RegexTokenizer, Token
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.writing import LockError

from kalo.kit.text import fold_word, latin_keys, stem, words
from kalo.search.kinds import Document

LONGEST = 30_000  # characters of one text that are indexed and kept for snippets
REMEMBERED = 3000  # answers and snippets, as long as the index stays as it is
_opened = SimpleNamespace(folder=None)  # one for the process: each holds the whole index


class Busy(Exception):
    """Somebody else is writing the index."""


class Shape(Composable):
    """Turns each word into the shapes under which it is kept."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, value: Any, **_options: Any) -> Iterator[Token]:
        for token in value:
            for text in dict.fromkeys(shapes(self.name, token.text)):
                token.text = text
                yield token


def shapes(name: str, word: str) -> list[str]:
    """The shapes of a word in a field: exact, folded, stemmed, or as it sounds."""
    folded = fold_word(word)
    if name == "exact":
        return [word.casefold()]
    if name == "folded":
        return [folded]
    if name == "stemmed":
        return [stem(folded)]
    return [] if word.isascii() else sorted(latin_keys(word))


FIELDS = ("exact", "folded", "stemmed", "sound")


def _schema() -> Schema:
    searched: dict[str, Any] = {}
    for name in FIELDS:
        analyzer = RegexTokenizer(r"\w+") | Shape(name)
        for part in ("title", "body"):
            searched[f"{part}_{name}"] = TEXT(analyzer=analyzer, phrase=name == "folded")
    return Schema(
        subject=ID(stored=True),
        kind=ID(stored=True),
        language=ID(stored=True),
        audience=ID(stored=True),
        path=STORED,
        title=STORED,
        body=STORED,
        **searched,
    )


class Writer:
    """Puts entries into an index; kept together at the end."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def put(self, subject: str, documents: list[Document]) -> None:
        """Replace what is kept of a thing by these documents; none where it is gone."""
        self._writer.delete_by_term("subject", subject)
        for document in documents:
            self.add(subject, document)

    def add(self, subject: str, document: Document) -> None:
        """Add a document of a thing that is not in the index yet."""
        title, body = document.title[:400], document.body[:LONGEST]
        title_words, body_words = " ".join(words(title)), " ".join(words(body))
        fields = {f"title_{name}": title_words for name in FIELDS}
        fields |= {f"body_{name}": body_words for name in FIELDS}
        self._writer.add_document(
            subject=subject,
            kind=subject.partition(":")[0],
            language=document.language or "any",
            audience=document.audience,
            path=document.path,
            title=title,
            body=body,
            **fields,
        )


class Index:
    """The current index, for reading and for writing."""

    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._known: dict[Any, Any] = {}

    def searcher(self) -> Any:
        """A searcher that sees the newest entries."""
        if not self._searcher.up_to_date():
            empty = self._searcher.doc_count_all() == 0  # the reader of nothing cannot be refreshed
            self._searcher = self._index.searcher() if empty else self._searcher.refresh()
            self._known = {}
        return self._searcher

    def ask(self, what: Any, answer: Callable[[Any], Any]) -> Any:
        """`answer(searcher)`, remembered under `what` until there are newer entries."""
        searcher, known = self.searcher(), self._known
        if what not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[what] = answer(searcher)
        return known[what]

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Write a batch; raises `Busy` while somebody else writes."""
        with _only_writer():
            try:
                writer = self._index.writer()
            except LockError as error:
                raise Busy from error
            try:
                yield Writer(writer)
            except BaseException:
                writer.cancel()
                raise
            writer.commit()


def _folder() -> Path:
    return Path(current_app.config["KALO"].data) / "index"


def open_index() -> Index:
    """The current index, made empty at the first use; opened once in each process."""
    folder = _current()
    if _opened.folder != folder:
        _opened.folder, _opened.index = folder, Index(folder)
    index: Index = _opened.index
    return index


def _current() -> Path:
    """The folder that `current` names: a rebuilt index takes the place of the old at once."""
    pointer = _folder() / "current"
    if not pointer.exists():
        _point_to(_new_folder())
    return _folder() / pointer.read_text()


def _new_folder() -> Path:
    folder = _folder() / f"{os.getpid()}-{os.urandom(4).hex()}"
    folder.mkdir(parents=True)
    whoosh_index.create_in(str(folder), _schema())
    return folder


def _point_to(folder: Path) -> None:
    fresh = _folder() / f"current.{os.getpid()}"
    fresh.write_text(folder.name)
    fresh.replace(_folder() / "current")


@contextmanager
def _only_writer() -> Iterator[None]:
    """One writer on this machine; the kernel lets go of the lock when its holder dies."""
    _folder().mkdir(parents=True, exist_ok=True)
    with (_folder() / "writer").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


@contextmanager
def rebuilding() -> Iterator[Writer]:
    """Write a new index aside; at the end it takes the old one's place."""
    with _only_writer():
        fresh = _new_folder()
        writer = whoosh_index.open_dir(str(fresh)).writer(limitmb=128)
        yield Writer(writer)
        writer.commit()
        _point_to(fresh)
        for old in _folder().iterdir():
            if old.is_dir() and old != fresh:
                shutil.rmtree(old, ignore_errors=True)
