// On a phone the parts of a room are seen one at a time, by tabs; nothing is lost by switching.
import { on, whenever } from "./page.js";

const tabsOf = (list) => [...list.querySelectorAll("[role='tab']")];

function choose(tab) {
  for (const other of tabsOf(tab.closest("[role='tablist']"))) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls"))?.toggleAttribute("data-away", !chosen);
  }
}

function step(tab, event) {
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!way) return;
  const all = tabsOf(tab.closest("[role='tablist']"));
  const next = all[(all.indexOf(tab) + way + all.length) % all.length];
  choose(next);
  next.focus();
}

export function startPanes() {
  whenever("[role='tablist']", (list) => choose(list.querySelector("[aria-selected='true']") ?? tabsOf(list)[0]));
  on("click", "[role='tab']", choose);
  on("keydown", "[role='tab']", step);
}
