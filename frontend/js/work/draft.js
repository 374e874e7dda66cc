// The draft keeps itself: first on the device, then on the server, on the revision that was seen.
import { say } from "../say.js";
import { show } from "../saves.js";
import { on, whenever, word } from "../page.js";
import { AREA } from "./writing.js";

const PAUSE = 2000;
const states = new WeakMap();
let away = false; // the sign-in has run out: what is typed waits here
let renewed = false; // signed in again a moment ago: a refusal now has another reason
const keyOf = (form) => `draft:${document.body.dataset.person ?? ""}:work-${form.dataset.work}`;
const areaOf = (form) => form.elements.body;
export const textOf = (form) => areaOf(form).value.replace(/\r\n/g, "\n");

function guarded(act) {
  try { return act(); } catch { return null; } // storage may be full or forbidden; typing goes on
}

const read = (form) => guarded(() => JSON.parse(localStorage.getItem(keyOf(form))));
const keep = (form) => guarded(() => localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), base: states.get(form).base, values: { body: textOf(form) } })));
export const forget = (form) => guarded(() => localStorage.removeItem(keyOf(form)));

/** What the device holds and the server does not: taken up, or shown beside what was written elsewhere since. */
function start(form) {
  const area = areaOf(form), state = { base: form.elements.revision.value, saved: area.defaultValue.replace(/\r\n/g, "\n"), timer: 0, held: false };
  states.set(form, state);
  const kept = read(form), words = kept?.values?.body;
  if (words === undefined || words.trimEnd() === textOf(form).trimEnd()) { if (kept) forget(form); return; }
  if (kept.base !== state.base) { offer(form, { revision: state.base, text: state.saved, when: "" }, words); return; }
  put(area, words);
  show(form, "restored");
  say(word("restored"));
}

function put(area, words) {
  area.value = words;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function soon(form) {
  const state = states.get(form);
  if (!state) return;
  keep(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), PAUSE);
}

/** Save now, unless there is nothing to save or a choice is open; answers whether the server has it. */
export async function save(form) {
  const state = states.get(form);
  if (!state || state.held || away || !form.isConnected) return false;
  clearTimeout(state.timer);
  const body = textOf(form);
  if (body === state.saved) return true;
  const values = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, body, revision: state.base });
  show(form, "saving");
  const reply = await fetch(form.dataset.drafts, { method: "POST", body: values, headers: { Accept: "application/json" }, keepalive: values.toString().length < 60000 }).catch(() => null);
  return settle(form, body, reply);
}

async function settle(form, body, reply) {
  const state = states.get(form), told = reply && await reply.json().catch(() => null);
  if (reply?.status === 200 && told) {
    setBase(form, told.revision);
    state.saved = body;
    if (textOf(form) === body) { forget(form); show(form, "saved", told.words); } else soon(form);
    return true;
  }
  if (/40[01]/.test(reply?.status)) signedOut(form);
  else if (reply?.status === 409 && told) offer(form, told, textOf(form));
  else if (reply?.status === 422 && told?.error) show(form, "failed", told.error);
  else show(form, navigator.onLine && reply ? "failed" : "offline");
  return false;
}

/** Whoever on the page can ask for it asks to sign in again ("learning:signed-out"), and says when that is done. */
function signedOut(form) {
  const asked = new CustomEvent("learning:signed-out", { cancelable: true, detail: { form } });
  away = !renewed && !document.dispatchEvent(asked);
  if (!away) show(form, "failed");
}

async function signedIn() {
  away = false;
  renewed = true;
  await Promise.all(all((form) => { show(form, ""); return save(form); }));
  renewed = false;
}

function setBase(form, revision) {
  states.get(form).base = String(revision);
  form.elements.revision.value = revision;
}

/** Written in two places: both texts stand on the page until the person has chosen. */
function offer(form, theirs, mine) {
  const state = states.get(form), words = form.dataset;
  state.held = true;
  put(areaOf(form), mine);
  form.querySelector("[data-both]")?.remove();
  const box = Object.assign(document.createElement("section"), { className: "notice alarm both" });
  box.dataset.both = "";
  box.setAttribute("role", "alert");
  const said = words.newer.replace("{}", theirs.when).replace(/, \.|,\s*\./, ".");
  const other = Object.assign(document.createElement("textarea"), { readOnly: true, rows: 6, value: theirs.text });
  other.setAttribute("aria-label", words.theirs);
  const done = () => { state.held = false; setBase(form, theirs.revision); state.saved = theirs.text; box.remove(); areaOf(form).focus(); };
  box.append(Object.assign(document.createElement("p"), { textContent: said }), Object.assign(document.createElement("p"), { textContent: words.theirs }), other,
    choice(words.use, () => { done(); put(areaOf(form), theirs.text); forget(form); }), choice(words.mine, () => { done(); save(form); }));
  form.prepend(box);
}

function choice(label, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: label });
  button.addEventListener("click", act);
  return button;
}

const all = (act) => [...document.querySelectorAll("form[data-work]")].map(act);

export function startDraft() {
  whenever("form[data-work]", start);
  on("input", AREA, (area) => soon(area.form));
  document.addEventListener("visibilitychange", () => { if (document.hidden) all(save); });
  addEventListener("online", () => all(save));
  document.addEventListener("learning:signed-in", signedIn);
  on("click", "[data-saves-draft]", (button, event) => {
    if (button.form.elements.files?.files.length) return; // files go with the plain form
    event.preventDefault();
    away = false; // asked for: tried, whatever was said before
    save(button.form).then((kept) => { if (kept && textOf(button.form) === states.get(button.form).saved) show(button.form, "saved"); });
  });
}
