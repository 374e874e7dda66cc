// Small words of the page that several modules use.

/** Run for what stands in the page now and for what is swapped in later. */
export function whenever(selector, action) {
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

/** The form an htmx event is about, if any. */
export const formOf = (event) => event.detail?.ctx?.sourceElement?.closest?.("form");

/** True for an htmx answer that did what was asked. */
export const wentWell = (event) => (event.detail?.ctx?.response?.status ?? 600) < 400;

/** A word that the server has put into the page, in its language. */
export const word = (key) => document.getElementById("say")?.dataset[key] ?? "";
