"""The index on disk: three shapes of every word (as written, folded, stemmed) and how it sounds.

The database is the truth; the index can always be built anew. Its folder is written by the
worker alone and never comes from outside: opening an index unpickles its schema.
"""

import fcntl
import os
import shutil
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import current_app
from whoosh import index as whoosh_index
from whoosh.analysis import Composable, RegexTokenizer, Token
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.query import Term
from whoosh.writing import LockError

from kalo.kit.text import fold_word, latin_keys, stem, words
from kalo.search.kinds import Document

LONGEST = 30_000  # characters of one text that are indexed and kept for snippets
MOST = 4_000_000  # bytes, about: of answers, and as much again of what is shown of things
COMPOUND = False  # whoosh copies files that are put into one into memory, whole, at each opening
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


class Remembered:
    """Values under keys, so many bytes of them; what was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self._known: OrderedDict[Any, tuple[Any, int]] = OrderedDict()

    def get(self, key: Any, make: Callable[[], Any], weigh: Callable[[Any], int]) -> Any:
        """The value under a key, made now if it is not known; `weigh` says its bytes, about."""
        if (known := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            return known[0]
        value = make()
        self._put(key, value, weigh(value))
        return value

    def _put(self, key: Any, value: Any, size: int) -> None:
        self.size += size - self._known.get(key, (None, 0))[1]
        self._known[key] = value, size
        while self.size > self.most:
            _key, (_value, gone) = self._known.popitem(last=False)
            self.size -= gone


class Moment:
    """The index as it stands between two changes: a searcher, and what it was asked.

    `shown` holds what belongs to stored texts: these never change where they lie, so it outlives
    the moment.
    """

    def __init__(self, searcher: Any, shown: Remembered) -> None:
        self.searcher, self.shown = searcher, shown
        self.answers = Remembered(MOST)
        self._numbers: dict[tuple[str, str], set[int]] = {}
        reader = searcher.reader()
        self._leaves = [(start, leaf.segment()) for leaf, start in reader.leaf_readers()]
        weakref.finalize(self, reader.close)  # its files, once nobody reads this moment any more
        for leaf, _start in reader.leaf_readers():
            _open_all(leaf)

    def allowed(self, told: Iterable[str]) -> set[int]:
        """The numbers of all entries for these audiences."""
        return set[int]().union(*(self._having("audience", word) for word in told))

    def of_kind(self, kind: str) -> set[int]:
        """The numbers of all entries of a kind."""
        return self._having("kind", kind)

    def _having(self, field: str, word: str) -> set[int]:
        if (field, word) not in self._numbers:
            found = self.searcher.docs_for_query(Term(field, word))
            self._numbers[field, word] = set(found)
        return self._numbers[field, word]

    def place(self, number: int) -> tuple[str, int]:
        """Where an entry lies on disk: the name of a file that is never written again, a number."""
        start, segment = next(leaf for leaf in reversed(self._leaves) if leaf[0] <= number)
        return segment.segment_id(), number - start


def _open_all(leaf: Any) -> None:
    """Open every file of a part now: whoever writes may remove it from the folder at any time."""
    if leaf.doc_count_all():
        leaf.stored_fields(0)
        for name in FIELDS:
            for part in ("title", "body"):
                leaf.doc_field_length(0, f"{part}_{name}")


class Index:
    """The current index, for reading and for writing."""

    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(str(folder))
        self._shown = Remembered(MOST)
        self._moment: Moment | None = None

    def now(self) -> Moment:
        """The newest entries; who holds a moment goes on reading what stood then.

        Opened anew after each change: a reader that is refreshed keeps what was removed meanwhile.
        """
        if self._moment is None or not self._moment.searcher.up_to_date():
            self._moment = self._open()
        return self._moment

    def _open(self, tries: int = 5) -> Moment:
        try:
            return Moment(self._index.searcher(), self._shown)
        except FileNotFoundError:  # merged with others while it was opened: there is a newer one
            if tries == 1:
                raise
            return self._open(tries - 1)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Write a batch; raises `Busy` while somebody else writes."""
        with _only_writer():
            try:
                writer = self._index.writer(compound=COMPOUND)
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
    folder = _folder()
    try:
        return folder / (folder / "current").read_text()
    except FileNotFoundError:
        _point_to(_new_folder())
    return _current()


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
        writer = whoosh_index.open_dir(str(fresh)).writer(limitmb=128, compound=COMPOUND)
        yield Writer(writer)
        writer.commit()
        _point_to(fresh)
        for old in _folder().iterdir():
            if old.is_dir() and old != fresh:
                shutil.rmtree(old, ignore_errors=True)
