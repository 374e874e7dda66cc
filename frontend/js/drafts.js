// What is typed into form[data-keep] stays on the device until the server has said yes:
// neither a lost network nor an expired sign-in loses a word.
import { formOf, on, wentWell, whenever } from "./page.js";
import { restored } from "./saves.js";

const PREFIX = "draft:";
const DAYS = 14 * 86400000;
const FOUNDED = Date.UTC(2026, 0, 1); // what is older was written while the clock of the device was wrong
const SKIPPED = /^(hidden|password|file|submit|button|search)$/;

const person = () => document.body.dataset.person ?? "";
// A guest may sit at a shared computer: the words go with the tab. But where they need an account first, [data-from-guest],
// they wait for a day, as the letter that makes one is opened in another tab.
const shelf = (form) => (person() || form?.dataset.fromGuest !== undefined ? localStorage : sessionStorage);
const DAY = 86400000;
const keyOf = (form) => `${PREFIX}${person()}:${form.dataset.keep}`;
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !SKIPPED.test(field.type));

function guarded(action) {
  try { return action(); } catch { return null; } // storage may be full or forbidden; typing goes on
}

const read = (key, form) => guarded(() => JSON.parse(shelf(form).getItem(key)));
const write = (key, draft, form) => guarded(() => shelf(form).setItem(key, JSON.stringify(draft)));
const drop = (key, form) => guarded(() => shelf(form).removeItem(key));

function valuesOf(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "radio") { if (field.checked) values[field.name] = field.value; }
    else if (field.type === "checkbox") (values[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    else values[field.name] = field.value;
  }
  return values;
}

const isTyped = (form) => fieldsOf(form).some((field) => /text|email|url|tel|number/.test(field.type) && field.value.trim());

const age = ({ at }) => (at < FOUNDED ? 0 : Date.now() - at);

function keep(form, more = {}) {
  if (isTyped(form)) write(keyOf(form), { at: Date.now(), values: valuesOf(form), ...more }, form);
  else drop(keyOf(form), form);
}

function fill(form, values) {
  let changed = false;
  for (const field of fieldsOf(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = [].concat(value).includes(field.value);
    else if (field.value !== value) { field.value = value; changed = true; }
  }
  return changed;
}

/** What a guest wrote here before they signed in is theirs now. */
function takeOver(form) {
  const key = `${PREFIX}:${form.dataset.keep}`;
  const words = read(key);
  drop(key);
  if (words && Date.now() - words.at < DAY && !read(keyOf(form))) write(keyOf(form), words);
}

/** A guest's words that nobody came back for. */
function forgetGuests() {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(`${PREFIX}:`) && Date.now() - (JSON.parse(localStorage.getItem(key))?.at ?? 0) > DAY) localStorage.removeItem(key);
}

function restore(form) {
  if (form.dataset.fromGuest !== undefined) { form.hidden = false; if (person()) takeOver(form); }
  const draft = read(keyOf(form), form);
  if (!draft) return;
  if (draft.once && form.elements.once) form.elements.once.value = draft.once;
  const before = valuesOf(form);
  if (!fill(form, draft.values)) return;
  restored(form, () => { drop(keyOf(form), form); fill(form, before); });
}

/** A form sent the plain way: the page that came back tells whether it was taken. */
function settle() {
  const navigation = performance.getEntriesByType("navigation")[0];
  const status = navigation?.responseStatus || Number(document.body.dataset.status) || 200;
  const taken = navigation?.type === "navigate" && status < 400 && !document.querySelector("main [aria-invalid='true']");
  for (const key of guarded(() => Object.keys(shelf())) ?? []) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = read(key);
    if (!draft || (draft.sent && taken) || age(draft) > DAYS) drop(key);
    else if (draft.sent) write(key, { ...draft, sent: false });
  }
}

function forgetAll() {
  for (const place of [localStorage, sessionStorage])
    for (const key of Object.keys(place)) if (key.startsWith(PREFIX)) place.removeItem(key);
}

export function startDrafts() {
  guarded(settle);
  guarded(forgetGuests);
  whenever("form[data-keep]", restore);
  on("input", "form[data-keep]", (form) => keep(form));
  on("submit", "form[data-from-guest]:not([method])", (form, event) => { event.preventDefault(); location.assign(form.action); });
  on("submit", "form[data-keep]", (form) => { if (form.method === "post") keep(form, { sent: true, once: form.elements.once?.value }); });
  document.addEventListener("htmx:after:request", (event) => {
    const form = formOf(event);
    if (form?.dataset.keep && wentWell(event)) drop(keyOf(form));
  });
  on("submit", "form[data-signs-out]", () => { guarded(forgetAll); globalThis.caches?.delete("door"); }); // and names at a door
}
