// The sheet of a tool: its form, what stands in it, and drawing it anew by the server.
export const sheet = () => document.getElementById("tool-form");
export const tool = () => document.getElementById("tool");

const OURS = /^(csrf_token|once|_step)$/;

/** What stands in the form, as pairs of name and value; what the page itself needs is left out. */
export const pairsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.test(name));

/** A key that nobody has: the moment in milliseconds, and chance. */
export function freshKey() {
  const chance = crypto.getRandomValues(new Uint8Array(16));
  return `${Date.now().toString(16)}.${[...chance].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Have the server draw the form with these pairs; it stores nothing. Answers whether it did. */
export async function draw(pairs, focus) {
  const before = sheet();
  const was = before && new Map(pairsOf(before));
  const body = new URLSearchParams(pairs);
  for (const name of ["csrf_token", "once"]) if (before?.elements[name]) body.set(name, before.elements[name].value);
  const answer = await fetch(tool().dataset.draw, { method: "POST", body, headers: { "HX-Request": "true", "HX-Request-Type": "partial" } }).catch(() => null);
  const text = answer && (await answer.text());
  if (!text || /^\s*<!doctype/i.test(text) || answer.status >= 500) return false;
  place(text, was, focus);
  return true;
}

function place(text, was, focus) {
  const part = new DOMParser().parseFromString(text, "text/html").getElementById("tool");
  if (!part) return;
  const [held, meanwhile] = [tool().contains(document.activeElement) ? document.activeElement : null, changedSince(was)];
  tool().replaceWith(document.importNode(part, true));
  for (const [name, value] of meanwhile) writeInto(sheet().elements[name], value);
  window.htmx.process(tool());
  document.dispatchEvent(new CustomEvent("toolbox:drawn"));
  focusOn(focus, held);
}

/** What somebody typed while the server was drawing. */
const changedSince = (was) => (was && sheet() ? pairsOf(sheet()).filter(([name, value]) => was.has(name) && was.get(name) !== value) : []);

function writeInto(field, value) {
  if (field && !/hidden|checkbox/.test(field.type)) field.value = value;
}

function focusOn(wanted, held) {
  const found = document.querySelector("[data-fresh]") ?? document.querySelector("#conflicts, #wrong") ?? (wanted ? document.getElementById(wanted) : held && again(held));
  (found?.matches("fieldset") ? found.querySelector("input") : found)?.focus({ preventScroll: false });
}

/** The field, or the button, that stands now where one stood that was drawn anew. */
function again(held) {
  const alike = (each) => each.name === held.name && (!/radio|checkbox|submit/.test(each.type) || each.value === held.value);
  return document.getElementById(held.id) ?? (held.name ? [...(sheet()?.elements ?? [])].find(alike) : null);
}
