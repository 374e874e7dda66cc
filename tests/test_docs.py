"""What is written about the house is true: settings, commands, rooms, signals, slots, links."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kalo import signals
from kalo.cli import kalo
from kalo.config import read_settings

ROOT = Path(__file__).parent.parent
KALO = ROOT / "kalo"
# Reading pages in content/ link to addresses of the platform, not to files.
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *ROOT.glob("docs/**/*.md"),
    *ROOT.glob("deploy/*.md"),
]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HEADINGS = ["Question", "Choice", "Why", "What we gave up", "When to look again"]
PACKAGES = sorted(path.parent.name for path in KALO.glob("*/__init__.py"))
ROOMS = [name for name in PACKAGES if name not in {"kit", "cli"}]
SIGNALS = [name for name in vars(signals) if not name.startswith("_") and name != "Namespace"]
# In pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    b".".join(pieces)
    for pieces in (
        (b"pypi", b"org"),
        (b"pythonhosted", b"org"),
        (b"npmjs", b"org"),
        (b"npmjs", b"com"),
        (b"yarnpkg", b"com"),
        (b"crates", b"io"),
        (b"rubygems", b"org"),
    )
]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def map_() -> str:
    return (ROOT / "docs" / "map.md").read_text()


def fenced(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.M | re.S)


def own_files() -> Iterator[Path]:
    """Every file of the project; what is built or kept aside by .gitignore is none of it."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    for folder, below, names in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        below[:] = [n for n in below if n not in ignored and (here / n).as_posix() not in ignored]
        yield from (Path(folder) / name for name in names if not name.endswith(".mo"))


# Settings


def settings_read() -> set[str]:
    source = (KALO / "config.py").read_text()
    return set(re.findall(r'environ(?:\.get\(|, )"([A-Z0-9_]+)"', source))


def settings_shown() -> dict[str, str]:
    shown = re.findall(r"^#([A-Z0-9_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.M)
    return {name: "".join(shlex.split(value)) for name, value in shown}


def test_every_setting_is_explained_and_none_besides() -> None:
    assert settings_shown().keys() == settings_read()


def test_no_setting_is_read_behind_the_back_of_the_settings() -> None:
    readers = {
        p.name for p in KALO.rglob("*.py") if re.search(r"environ(\.get\(|\[)", p.read_text())
    }
    # These read that of WSGI.
    of_a_request = {"web.py", "page_cache.py", "visits.py", "wires.py", "sockets.py"}
    assert readers == {"config.py"} | of_a_request


def test_the_defaults_are_those_that_are_shown(tmp_path: Path) -> None:
    data = {"KALO_DATA": str(tmp_path)}
    assert read_settings(settings_shown() | data) == read_settings(data)


def test_a_setting_has_its_reason_above_it() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    above = {lines[n - 1] for n, line in enumerate(lines) if re.match("#[A-Z0-9_]+=", line)}
    assert all(line.startswith("#") for line in above)


# Commands


def commands(
    group: click.Group = kalo, before: str = "kalo"
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{before} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example_and_is_named_in_the_docs(name: str) -> None:
    help_ = COMMANDS[name].help or ""
    assert "Example" in help_
    assert name in help_
    assert f"`{name}" in map_() + (ROOT / "docs" / "run-for-real.md").read_text()


def typed_commands() -> list[tuple[str, list[str]]]:
    """Each `kalo …` line of a fenced block or a service, with the page it stands on."""
    found = [
        (named(page), line)
        for page in PAGES
        for block in fenced(page, "sh")
        for line in block.splitlines()
    ]
    services = ROOT.glob("deploy/*.service")
    found += [(named(page), line) for page in services for line in page.read_text().splitlines()]
    typed = re.compile(r"(?:^|as_kalo |^ExecStart=\S*/)(kalo .*)")
    return [(page, shlex.split(match[1])) for page, line in found if (match := typed.search(line))]


@pytest.mark.parametrize(("page", "words"), typed_commands())
def test_a_command_in_the_docs_exists_with_its_options(page: str, words: list[str]) -> None:
    name = next((n for n in (" ".join(words[:3]), " ".join(words[:2])) if n in COMMANDS), "")
    assert name
    known = {option for each in COMMANDS[name].params for option in each.opts + each.secondary_opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_services_start_what_the_commands_start() -> None:
    started = [words for page, words in typed_commands() if page.endswith(".service")]
    assert sorted(started) == [["kalo", "serve"], ["kalo", "worker"]]


def test_every_make_target_in_the_docs_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.M))
    said = set().union(*(re.findall(r"`make ([a-z]+)`", page.read_text()) for page in PAGES))
    assert said <= targets


def test_the_readme_says_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "`make run`" in readme
    assert "`make test`" in readme


# The map


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_has_a_line_on_the_map(package: str) -> None:
    assert re.search(rf"^\| `kalo/{package}/` \|", map_(), re.M)


def test_a_module_at_the_top_has_a_line_on_the_map() -> None:
    modules = {path.name for path in KALO.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert {name for name in modules if f"| `kalo/{name}` |" not in map_()} == set()


def kinds_of_file() -> set[str]:
    """The closed list: files that any room may have, and those that one package has besides."""
    return {
        re.sub("/$", ".py", name)
        for name in re.findall(r"^\| `([a-z_/]+\.py|kit/[a-z_]+/)` \|", map_(), re.M)
    } - {f"kalo/{path.name}" for path in KALO.glob("*.py")}


def files_of(package: str) -> set[str]:
    """The modules of a package; a folder is the module that grew too long."""
    folder = KALO / package
    folders = {path.parent.name for path in folder.glob("*/__init__.py")}
    return {path.name for path in folder.glob("*.py")} | {f"{name}.py" for name in folders}


@pytest.mark.parametrize("package", ROOMS)
def test_a_room_has_only_the_kinds_of_file_that_are_on_the_map(package: str) -> None:
    known = kinds_of_file()
    strange = {f for f in files_of(package) if f not in known and f"{package}/{f}" not in known}
    assert strange == set()


@pytest.mark.parametrize("package", ["kit", "cli"])
def test_every_module_of_the_kit_and_the_command_line_is_on_the_map(package: str) -> None:
    known, files = kinds_of_file(), files_of(package) - {"__init__.py"}
    assert {name for name in files if f"{package}/{name}" not in known} == set()


def test_the_map_shows_nothing_that_is_not_there() -> None:
    special = {name for name in kinds_of_file() if "/" in name}
    there = {f"{package}/{name}" for package in PACKAGES for name in files_of(package)}
    assert special - there == set()


@pytest.mark.parametrize("name", SIGNALS)
def test_a_signal_is_on_the_map(name: str) -> None:
    assert f"| `{name}` |" in map_()


def slots_in_the_tree() -> dict[str, set[str]]:
    """Each slot with the packages that fill it."""
    slots: dict[str, set[str]] = {}
    for template in KALO.rglob("templates/**/*.html"):
        for name in re.findall(r'slot\("([a-z-]+)"', template.read_text()):
            slots.setdefault(name, set())
    for module in KALO.glob("*/slots*"):
        for path in [module] if module.is_file() else module.glob("*.py"):
            for name in re.findall(r'@fills\("([a-z-]+)"', path.read_text()):
                slots.setdefault(name, set()).add(module.parent.name)
    return slots


def slots_on_the_map() -> dict[str, set[str]]:
    slots = map_().partition("## Slots")[2]
    rows = re.findall(r"^\| `([a-z-]+)` \|[^|]+\|([^|]*)\|$", slots, re.M)
    return {name: set(re.findall("[a-z]+", fillers)) for name, fillers in rows}


def test_the_slots_and_who_fills_them_are_on_the_map() -> None:
    assert slots_on_the_map() == slots_in_the_tree()


# Pages


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_the_five_headings(page: Path) -> None:
    assert re.findall(r"^## (.+)$", page.read_text(), re.M) == HEADINGS
    assert re.match(rf"# {int(page.stem[:4])}\. \S", page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    near = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in near if not (page.parent / link).exists()] == []


def shown_code() -> list[tuple[str, str]]:
    blocks = [block for page in PAGES for block in fenced(page, "python")]
    return [(first.removeprefix("# "), rest) for first, rest in (b.split("\n", 1) for b in blocks)]


@pytest.mark.parametrize(("path", "code"), shown_code())
def test_code_in_the_docs_stands_in_the_tree(path: str, code: str) -> None:
    assert code in (ROOT / path).read_text()


def test_no_file_names_a_package_registry() -> None:
    files = list(own_files())
    assert ROOT / "frontend" / "package-lock.json" in files
    bodies = ((named(path), path.read_bytes()) for path in files)
    assert [name for name, body in bodies if any(host in body for host in REGISTRIES)] == []
