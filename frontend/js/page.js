// Small words of the page that several modules use.

/** Run once for each that stands in the page now and for what is swapped in later. */
export function whenever(selector, act) {
  const met = new WeakSet();
  const action = (part) => { if (!met.has(part)) { met.add(part); act(part); } };
  const look = (root) => {
    if (root.matches?.(selector)) action(root);
    root.querySelectorAll?.(selector).forEach(action);
  };
  look(document);
  document.addEventListener("htmx:after:process", (event) => look(event.target));
}

/** Listen on the document for an event on something that matches. */
export function on(kind, selector, action, options) {
  document.addEventListener(kind, (event) => {
    const found = event.target.closest?.(selector);
    if (found) action(found, event);
  }, options);
}

/** The form that an htmx event sends, if any; a preview or a poll inside a form does not send it. */
export function formOf(event) {
  const source = event.detail?.ctx?.sourceElement;
  if (source?.matches?.("form")) return source;
  return source?.type === "submit" ? source.form : null;
}

/** True when a person asked for it, not a timer. */
export const wasAsked = (event) => /click|submit|change|keydown/.test(event.detail?.ctx?.sourceEvent?.type);

/** True where the address led here by itself: whoever comes back, or looks again, stays where they were. */
export const wasLedHere = () => location.hash.length > 1 && performance.getEntriesByType("navigation")[0]?.type === "navigate";

/** True for an htmx answer that did what was asked. */
export const wentWell = (event) => (event.detail?.ctx?.response?.status ?? 600) < 400;

/** A word that the server has put into the page, in its language. */
export const word = (key) => document.getElementById("say")?.dataset[key] ?? "";

/** The forms of this page were too old: from now on they carry a token that fits, and the next press goes through. */
export function takeToken(token) {
  if (!token) return;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
  const named = "hx-headers:inherited";
  if (document.body.hasAttribute(named)) document.body.setAttribute(named, JSON.stringify({ "X-CSRFToken": token }));
}
