"""The house keeps its own rules: each test is a rule of thumb that no reviewer has to remember."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from kalo import signals
from kalo.kit.db import Model

KALO = Path(__file__).parent.parent / "kalo"
SOURCES = {path.relative_to(KALO).as_posix(): path.read_text() for path in KALO.rglob("*.py")}
LONGEST = 300  # lines of a file
LONG = 40  # lines of a function
TEMPLATES = sorted(KALO.rglob("templates/**/*.html"))
PARTIALS = [path for path in TEMPLATES if path.name.startswith("_")]
SIGNALS = [name for name in vars(signals) if not name.startswith("_") and name != "Namespace"]


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Every module of the house as Python reads it."""
    return {name: ast.parse(source) for name, source in SOURCES.items()}


def files_with(pattern: str) -> set[str]:
    return {name for name, source in SOURCES.items() if re.search(pattern, source)}


def test_only_the_kit_commits() -> None:
    assert files_with(r"session\.commit\(") == {"kit/db.py"}


def test_views_ask_queries_and_write_no_sql() -> None:
    views = {name for name in SOURCES if "/views" in name}
    assert views
    assert not views & files_with(r"\bselect\(|session\.(execute|scalars?|add|delete)\(")


def test_only_views_read_the_request() -> None:
    allowed = re.compile(r"(kit/|accounts/login|.*/views|.*/slots|.*/sockets)")
    readers = files_with(r"from flask import .*\b(g|request)\b")
    assert {name for name in readers if not allowed.match(name)} == set()


def test_no_relationship_loads_behind_our_back(app: Flask) -> None:
    shy = {"raise", "raise_on_sql", "selectin", "joined", "write_only"}
    relations = [r for mapper in Model.registry.mappers for r in mapper.relationships]
    assert relations
    assert [str(r) for r in relations if r.lazy not in shy] == []


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_says_what_it_means_and_is_sent(name: str) -> None:
    assert getattr(signals, name).__doc__.startswith("A")
    assert files_with(rf"signals\.{name}\.send\(")


def test_a_partial_says_what_it_needs() -> None:
    assert PARTIALS
    silent = [path for path in PARTIALS if not path.read_text().startswith("{#- needs:")]
    assert silent == []


def test_no_form_stands_inside_a_paragraph() -> None:
    inside = re.compile(r"<p\b[^>]*>(?:(?!</p>).)*?(?:<form|post_button)", re.S)
    assert TEMPLATES
    assert [path.name for path in TEMPLATES if inside.search(path.read_text())] == []


def test_a_module_says_what_it_is(trees: dict[str, ast.Module]) -> None:
    """One line on every module."""
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_an_assertion_does_nothing(trees: dict[str, ast.Module]) -> None:
    """What is served runs without them: `python -OO`."""
    called = {
        (name, ast.unparse(call.func))
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert)
        for call in ast.walk(node.test)
        if isinstance(call, ast.Call)
    }
    harmless = {"g.get", "isinstance", "len", "tuple"}
    assert {each for each in called if each[1] not in harmless} == set()


def test_functions_and_files_stay_short(trees: dict[str, ast.Module]) -> None:
    lines = {name: source.count("\n") for name, source in SOURCES.items()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}
    long = [
        f"{name}, {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONG
    ]
    assert long == []
