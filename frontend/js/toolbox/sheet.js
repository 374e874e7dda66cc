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
  const body = new URLSearchParams(pairs);
  for (const name of ["csrf_token", "once"]) if (before?.elements[name]) body.set(name, before.elements[name].value);
  const answer = await fetch(tool().dataset.draw, { method: "POST", body, headers: { "HX-Request": "true", "HX-Request-Type": "partial" } }).catch(() => null);
  const text = answer && (await answer.text());
  if (!text || /^\s*<!doctype/i.test(text) || answer.status >= 500) return false;
  place(text, focus);
  return true;
}

function place(text, focus) {
  const part = new DOMParser().parseFromString(text, "text/html").getElementById("tool");
  if (!part) return;
  tool().replaceWith(document.importNode(part, true));
  window.htmx.process(tool());
  document.dispatchEvent(new CustomEvent("toolbox:drawn"));
  focusOn(focus);
}

function focusOn(wanted) {
  const found = document.querySelector("[data-fresh]") ?? document.querySelector("#conflicts, #wrong") ?? (wanted && document.getElementById(wanted));
  found?.focus({ preventScroll: false });
}
