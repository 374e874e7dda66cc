// Whom an @ may mean: a list under the text, chosen from by keyboard or by hand.
import { say } from "../say.js";
import { type } from "./typing.js";

const BEGUN = /(?:^|[\s(«"'.,;:])@([\p{L}\p{N}_-]{1,40})$/u;
let asked = 0, timer = 0;

const listOf = (area) => area.closest("[data-composer]").querySelector("[role='listbox']");

function begun(area) {
  if (area.selectionStart !== area.selectionEnd) return null;
  return BEGUN.exec(area.value.slice(Math.max(0, area.selectionStart - 60), area.selectionStart))?.[1] ?? null;
}

export function closeNames(area) {
  const list = listOf(area);
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute("aria-activedescendant");
}

export function nameSoon(area) {
  clearTimeout(timer);
  const typed = begun(area);
  if (!typed) { asked += 1; closeNames(area); return; }
  timer = setTimeout(() => ask(area, typed), 180);
}

async function ask(area, typed) {
  const turn = ++asked;
  const { names: url } = area.closest("[data-composer]").dataset;
  const reply = await fetch(`${url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (turn !== asked || !reply?.ok) return;
  const { names } = await reply.json();
  if (turn === asked && begun(area) === typed) show(area, names);
}

function show(area, names) {
  if (!names.length) { closeNames(area); return; }
  const list = listOf(area);
  list.replaceChildren(...names.map((name, place) => {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${place}` });
    item.setAttribute("role", "option");
    item.dataset.handle = name.handle;
    const said = Object.assign(document.createElement("b"), { textContent: name.name });
    const handle = Object.assign(document.createElement("small"), { textContent: `@${name.handle}` });
    item.append(said, " ", handle);
    return item;
  }));
  list.hidden = false;
  area.setAttribute("aria-haspopup", "listbox");
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  choose(area, list.firstElementChild);
}

function choose(area, item) {
  for (const other of listOf(area).children) other.setAttribute("aria-selected", String(other === item));
  area.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
  say(item.textContent);
}

export function take(area, item) {
  const typed = begun(area), end = area.selectionStart;
  closeNames(area);
  if (typed !== null) type(area, `${item.dataset.handle} `, end - typed.length, end);
}

/** Keys of the open list; answers whether the key was used. */
export function nameKey(area, event) {
  const list = listOf(area);
  if (list.hidden) return false;
  const items = [...list.children];
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(area, items[(at + 1) % items.length]);
  else if (event.key === "ArrowUp") choose(area, items[(at - 1 + items.length) % items.length]);
  else if (event.key === "Enter" || event.key === "Tab") take(area, items[at]);
  else if (event.key === "Escape") closeNames(area);
  else return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

