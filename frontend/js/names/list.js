// Whom the beginning of a name may mean: a list under the field, chosen from by keyboard or by hand.
import { type } from "../composer/typing.js";
import { say } from "../say.js";

const MENTION = /(?:^|[\s(«"'.,;:])@([\p{L}\p{N}_-]{1,40})$/u;
let asked = 0, timer = 0;

const homeOf = (field) => field.closest("[data-names]");
const listOf = (field) => homeOf(field).querySelector("[role='listbox']");
const isWhole = (field) => field.localName === "input"; // a name and nothing else

function begun(field) {
  if (isWhole(field)) return field.value === field.dataset.taken ? null : field.value.trim().replace(/^@/, "").slice(0, 40) || null;
  if (field.selectionStart !== field.selectionEnd) return null;
  return MENTION.exec(field.value.slice(Math.max(0, field.selectionStart - 60), field.selectionStart))?.[1] ?? null;
}

export function closeNames(field) {
  const list = listOf(field);
  list.hidden = true;
  list.replaceChildren();
  field.removeAttribute("aria-activedescendant");
  if (isWhole(field)) field.setAttribute("aria-expanded", "false");
}

export function nameSoon(field) {
  clearTimeout(timer);
  const typed = begun(field);
  if (!typed) { asked += 1; closeNames(field); return; }
  timer = setTimeout(() => ask(field, typed), 180);
}

async function ask(field, typed) {
  const turn = ++asked, address = new URL(homeOf(field).dataset.names, location.href);
  address.searchParams.set("q", typed);
  const reply = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (turn !== asked || !reply?.ok) return;
  const { names } = await reply.json();
  if (turn === asked && begun(field) === typed && document.activeElement === field) show(field, names);
}

function show(field, names) {
  if (!names.length) { closeNames(field); return; }
  const list = listOf(field);
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
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  if (isWhole(field)) field.setAttribute("aria-expanded", "true");
  choose(field, list.firstElementChild);
}

function choose(field, item) {
  for (const other of listOf(field).children) other.setAttribute("aria-selected", String(other === item));
  field.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
  say(item.textContent);
}

export function take(field, item) {
  const typed = begun(field), end = field.selectionStart, { handle } = item.dataset;
  closeNames(field);
  if (isWhole(field)) {
    field.dataset.taken = `@${handle}`;
    type(field, `@${handle}`, 0, field.value.length);
  } else if (typed !== null) type(field, `${handle} `, end - typed.length, end);
}

/** Keys of the open list; answers whether the key was used. */
export function nameKey(field, event) {
  const list = listOf(field);
  if (list.hidden) return false;
  const items = [...list.children];
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(field, items[(at + 1) % items.length]);
  else if (event.key === "ArrowUp") choose(field, items[(at - 1 + items.length) % items.length]);
  else if (event.key === "Enter" || event.key === "Tab") take(field, items[at]);
  else if (event.key === "Escape") closeNames(field);
  else return false;
  if (event.key === "Tab" && isWhole(field)) return true; // it goes on to the next field
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}
