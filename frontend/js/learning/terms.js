// A word of the glossary opens beside the text; without scripts it is a link to the glossary.
import { on } from "../page.js";

let pop = null;

function close(back) {
  if (!pop) return;
  const from = pop.from;
  pop.remove();
  pop = null;
  if (back) from.focus({ preventScroll: true });
}

async function open(link, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(link.href);
  const answer = await fetch(`${url.pathname}/${url.hash.slice(1)}/term`).catch(() => null); // no network: the link itself
  if (!answer?.ok) { location.href = link.href; return; }
  close();
  pop = document.createElement("aside");
  pop.className = "term-pop";
  pop.dataset.hue = "learning";
  pop.from = link;
  pop.tabIndex = -1;
  pop.setAttribute("aria-label", link.textContent);
  pop.innerHTML = await answer.text(); // a part of our own, in which every word is escaped
  const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: "✕" });
  button.setAttribute("aria-label", link.closest("[data-close]")?.dataset.close ?? "✕");
  button.addEventListener("click", () => close(true));
  pop.append(button);
  document.body.append(pop);
  pop.focus({ preventScroll: true });
}

export function startTerms() {
  on("click", "a.term", open);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  document.addEventListener("click", (event) => { if (pop && !pop.contains(event.target) && !event.target.closest("a.term")) close(); });
}
