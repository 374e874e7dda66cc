"""Every state that all tools share passes axe, for each tool: asked, answered, kept, shared."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kalo.kit.db import transaction
from kalo.kit.once import fresh_key
from kalo.toolbox.actions import comments
from kalo.toolbox.actions.links import make_link
from kalo.toolbox.actions.works import Author, keep_work, save_work
from kalo.toolbox.forms.answers import checked
from kalo.toolbox.tool import Tool
from kalo.toolbox.tools import TOOLS
from tests.journeys.conftest import DESKTOP, PHONE, sign_in
from tests.journeys.inside import inside, person
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("axe-tools")]
WHO = "katerina"


@pytest.fixture(scope="module")
def kept(platform: Platform) -> Iterator[dict[str, tuple[str, str]]]:
    """Of each tool a work that was saved twice and commented on: its page, and one by a link."""
    with inside(platform):
        yield {slug: stand(tool) for slug, tool in TOOLS.items()}


def stand(tool: Tool) -> tuple[str, str]:
    answers = checked(tool, tool.example("el"))
    with transaction():
        by = Author(person(WHO))
        work = keep_work(tool.slug, f"Έργο: {tool.title}", answers, by, fresh_key()).work
        words = (name for name, field in tool.fields.items() if field.shape in ("text", "long"))
        first = next(words, "")
        changed = {**answers, first: "Κάτι που άλλαξε"} if first else {}
        save_work(work, changed, 1, by, fresh_key())
        comments.say(work, "Ένα σχόλιο με μια\nδεύτερη γραμμή.", first, Author(name="Γιώτα"))
        make_link(work, "edit", "Για τη Γιώτα")
        return work.path, f"/toolbox/shared/{make_link(work, 'edit', '')}/"


def unfolded(page: Page) -> None:
    """Whatever is folded is open, and no line of the page covers another."""
    page.evaluate(
        "document.querySelectorAll('main details:not(.menu)').forEach(d => d.open = true)"
    )


@pytest.mark.parametrize("slug", TOOLS)
def test_axe_finds_nothing_in_any_state_of_a_tool(
    open_page: Callable[..., Page], kept: dict[str, tuple[str, str]], slug: str
) -> None:
    page = looked_at(open_page)
    wrong: list[str] = []
    at = f"/toolbox/tools/{slug}/"
    for prefix, path in (("", at), ("/en", f"{at}example")):
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.goto(f"{prefix}{path}")
        wrong += faults(page, f"{prefix}{path}", EACH_ONCE)
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        unfolded(page)
        wrong += faults(page, f"{prefix}{path} unfolded", EACH_ONCE[1:])
    page.locator("#keeping button").first.click()
    expect(page.locator("form[data-keeps]")).to_be_visible()
    wrong += faults(page, "keeping", EACH_ONCE)
    mine, shared = kept[slug]
    page.goto(shared)
    wrong += faults(page, "by a link", EACH_ONCE)
    sign_in(page, WHO)
    for path in (mine, f"{mine}history", f"{mine}history/1"):
        page.goto(path)
        unfolded(page)
        wrong += faults(page, path.replace(mine, "work/"), EACH_ONCE)
    assert wrong == []


def test_axe_finds_nothing_where_tools_are_chosen(
    open_page: Callable[..., Page], kept: dict[str, tuple[str, str]]
) -> None:
    page = looked_at(open_page)
    wrong: list[str] = []
    for path in ("/toolbox/", "/en/toolbox/", "/toolbox/legal-forms/"):
        page.goto(path)
        wrong += faults(page, path, EACH_ONCE)
    sign_in(page, WHO)
    page.goto("/toolbox/works/")
    wrong += faults(page, "/toolbox/works/", EACH_ONCE)
    assert wrong == []
