// The room's forms go through the outbox instead of leaving the page.
import { key } from "./outbox.js";

const wordsOf = (form) => {
  const fields = new FormData(form);
  const words = {};
  if (fields.has("text")) words.text = fields.get("text").trim();
  if (fields.has("about")) words.about = Number(fields.get("about"));
  return words;
};

function clear(form) {
  const area = form.elements.text;
  if (!area) return;
  area.value = "";
  area.dispatchEvent(new Event("input", { bubbles: true })); // the draft is forgotten with it
  area.focus();
}

/** A vote shows at once; the count follows from the server. */
function press(form) {
  const button = form.querySelector(".votes");
  if (button) button.setAttribute("aria-pressed", String(form.dataset.act === "vote"));
}

export function startForms(room, outbox) {
  // On window, so that it comes before house.js, which would hold the form and send it by itself.
  addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-act]");
    if (!form || !room.contains(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = wordsOf(form);
    if (words.text === "") { form.elements.text.focus(); return; }
    outbox.add({ act: form.dataset.act, path: form.getAttribute("action"), once: key(), words });
    press(form);
    clear(form);
  }, true);
  // Enter sends where there is a real keyboard; Shift+Enter begins a new line.
  room.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".speak textarea")) return;
    if (!matchMedia("(pointer: fine)").matches || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
