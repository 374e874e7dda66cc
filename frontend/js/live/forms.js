// The room's forms go through the outbox instead of leaving the page.
import { key } from "./outbox.js";

const OURS = new Set(["csrf_token", "once"]);
const NUMBER = /^-?\d{1,10}$/;
const WORDS = new Set(["key"]); // hidden words that may look like a number

/** What a form says: hidden numbers as numbers, what stands there twice as a list. */
function wordsOf(form) {
  const words = {};
  for (const field of form.elements) {
    if (!field.name || OURS.has(field.name) || field.disabled) continue;
    if (/checkbox|radio/.test(field.type) && !field.checked) continue;
    if (field.type === "submit" || field.type === "button") continue;
    const typed = field.type === "hidden" && !WORDS.has(field.name) && NUMBER.test(field.value) ? Number(field.value) : field.value.trim();
    if (field.dataset.many !== undefined) (words[field.name] ??= []).push(NUMBER.test(typed) ? Number(typed) : typed);
    else words[field.name] = typed;
  }
  return words;
}

// Where acts came from that may still be refused.
const sent = new Map();

function remember(form, once) {
  const error = form.querySelector("[data-refused]");
  if (error) error.textContent = "";
  sent.set(once, form);
  if (sent.size > 20) sent.delete(sent.keys().next().value);
}

/** What was refused comes back into the form it came from, with the reason; it was said already. */
export function giveBack({ once, words, refused }) {
  const form = sent.get(once);
  if (!form?.isConnected) return;
  for (const [name, typed] of Object.entries(words)) {
    const field = form.elements[name];
    if (field?.matches?.("input, textarea") && field.type !== "hidden" && !field.value) field.value = typed;
  }
  const error = form.querySelector("[data-refused]");
  if (!error) return;
  error.removeAttribute("role");
  error.textContent = refused;
}

function clear(form) {
  let first = null;
  for (const field of form.querySelectorAll("textarea, input[type='text'], input:not([type])")) {
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true })); // the draft is forgotten with it
    first ??= field;
  }
  if (form.matches(".speak")) first?.focus();
}

export function startForms(room, board, outbox) {
  const ours = (form) => form && (room.contains(form) || form.closest("#stage, #floor, #video"));
  // On window, so that it comes before house.js, which would hold the form and send it by itself.
  addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-act]");
    if (!ours(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = wordsOf(form);
    if (event.submitter?.name) words[event.submitter.name] = NUMBER.test(event.submitter.value) ? Number(event.submitter.value) : event.submitter.value;
    if (words.text === "" && form.matches(".speak")) { form.elements.text.focus(); return; }
    const { act = form.dataset.act } = event.submitter?.dataset ?? {}; // a button may have an act of its own
    const path = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    const item = { act, path, once: key(), words };
    remember(form, item.once);
    board.acted(item, form);
    board.paint(form.closest("[data-part]")?.dataset.part);
    outbox.add(item);
    clear(form);
    form.closest("details.menu")?.removeAttribute("open");
  }, true);
  // Enter sends where there is a real keyboard; Shift+Enter begins a new line.
  room.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".speak textarea")) return;
    if (!matchMedia("(pointer: fine)").matches || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
