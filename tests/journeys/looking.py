"""Looking at a page as it stands: axe and the eye of a phone, at both sizes, in both themes."""

from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Page

from tests.journeys.conftest import AXE, DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A theme changes colours and nothing else: what it cannot change is asked once for each size.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
VIEWS = [
    (PHONE, "light", TAGS),
    (PHONE, "dark", OF_COLOUR),
    (DESKTOP, "dark", TAGS),
    (DESKTOP, "light", OF_COLOUR),
]
EACH_ONCE = VIEWS[::2]  # both sizes and both themes, for the states of pages seen in all four
# A target that the bar or an open menu happens to cover is no small target.
RUN = """async asked => {
  const covered = node => {
    const part = document.querySelector(node.target[0]);
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const corners = [[left, top], [right - 1, top], [left, bottom - 1], [right - 1, bottom - 1]];
    return corners.some(at => document.elementFromPoint(...at)?.closest(".bar, .sheet, .below"));
  };
  const short = { preload: false, iframes: false, reporter: "no-passes" };
  const { violations } = await axe.run({ ...asked, ...short, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => {
    const left = nodes.filter(node => id !== "target-size" || !covered(node));
    const where = left.slice(0, 3).map(node => node.target[0]).join(" | ");
    return left.length ? [id + ": " + where] : [];
  });
}"""
# What opens is inside the screen, and a thumb meets each of its lines; nothing scrolls sideways.
MEASURE = """() => {
  const found = document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : [];
  for (const sheet of document.querySelectorAll("details.menu[open] > .sheet")) {
    const { left, right } = sheet.getBoundingClientRect();
    if (left < 0 || right > innerWidth) found.push("a menu leaves the screen");
    for (const line of sheet.querySelectorAll("a, button")) {
      const { width, height } = line.getBoundingClientRect();
      if (width && (width < 44 || height < 43.9)) found.push("small: " + line.textContent.trim());
    }
  }
  return found;
}"""


def looked_at(open_page: Callable[..., Page]) -> Page:
    """A page of a fresh visitor, with axe in it wherever it goes."""
    page = open_page(PHONE, bypass_csp=True, reduced_motion="reduce")
    page.context.add_init_script(path=AXE)
    return page


def faults(page: Page, name: str, views: Sequence[Any] = VIEWS) -> list[str]:
    """What is wrong on the page that is open, in the state in which it is."""
    wrong: list[str] = []
    for size, scheme, rules in views:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        more: Any = {"rules": {"target-size": {"enabled": True}}} if rules is TAGS else {}
        found = page.evaluate(RUN, {"runOnly": rules, **more})
        view = f"{name} at {size['width']} {scheme}: "
        wrong += [view + each for each in [*found, *page.evaluate(MEASURE)]]
    return wrong
