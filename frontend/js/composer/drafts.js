// Drafts on the server, some seconds after typing; the device keeps its own copy first (js/drafts.js).
import { say } from "../say.js";
import { show } from "../saves.js";
import { word } from "../page.js";
import { composerOf, wordsOf } from "./typing.js";

const PAUSE = 2500;
const states = new WeakMap();

const areaOf = (form) => form.querySelector("[data-composer] textarea");
const localKey = (form) => `draft:${document.body.dataset.person ?? ""}:${form.dataset.keep}`;
const text = (area) => area.value.replace(/\r\n/g, "\n");

function localTime(form) {
  try { return JSON.parse(localStorage.getItem(localKey(form)))?.at ?? 0; } catch { return 0; }
}

function ask(form, url, values) {
  const headers = { Accept: "application/json" };
  if (!values) return fetch(url, { headers }).catch(() => null);
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token?.value ?? "", ...values });
  return fetch(url, { method: "POST", body, headers, keepalive: body.toString().length < 60000, signal: states.get(form)?.abort.signal }).catch(() => null);
}

/** Look for a newer text once somebody turns to the form. */
export function startDraft(composer) {
  const form = composer.closest("form"), area = areaOf(form);
  if (!form.dataset.keep || !document.body.dataset.person) return;
  states.set(form, { seq: 0, saved: text(area), timer: 0, held: false, abort: new AbortController(), ready: null });
  const look = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) { look.disconnect(); meet(form); }
  });
  look.observe(area);
}

function meet(form) {
  const state = states.get(form);
  return (state.ready ??= fetchNewer(form, state));
}

async function fetchNewer(form, state) {
  const area = areaOf(form), local = localTime(form), before = text(area);
  const reply = await ask(form, `${composerOf(area).dataset.draft}?key=${encodeURIComponent(form.dataset.keep)}`);
  if (reply?.status !== 200) return;
  const draft = await reply.json().catch(() => null);
  if (!draft) return;
  state.seq = draft.seq;
  if (draft.body === before) { state.saved = before; return; }
  if (text(area) !== before || (before.trim() && before !== area.defaultValue && local > draft.at)) { saveSoon(form); return; }
  use(form, draft, wordsOf(area).kept, before);
}

function use(form, draft, words, before) {
  const area = areaOf(form), state = states.get(form), title = form.elements.title;
  fill(area, draft.body);
  if (title && draft.title) fill(title, draft.title);
  state.saved = draft.body;
  tell(form, words.replace("{}", draft.when), [[word("discard"), () => { fill(area, before ?? ""); discard(form); }]]);
}

function fill(field, words) {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function tell(form, words, ways) {
  show(form, "restored", words);
  const line = form.querySelector("[data-saves]");
  for (const [label, act] of ways) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: label });
    button.addEventListener("click", () => { line.textContent = ""; act(); });
    line.append(button);
  }
  say(words);
}

export function saveSoon(form) {
  const state = states.get(form);
  if (!state) return;
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), PAUSE);
}

export async function save(form) {
  const state = states.get(form), area = areaOf(form);
  if (!state || !form.isConnected || !navigator.onLine) return;
  clearTimeout(state.timer);
  await meet(form);
  const body = text(area);
  if (state.held || body === state.saved || state.abort.signal.aborted) return;
  const title = form.elements.title?.value ?? "";
  const values = { draft: form.dataset.keep, draft_seq: state.seq + 1, draft_path: form.elements.draft_path?.value ?? "", title, body };
  const reply = await ask(form, composerOf(area).dataset.drafts, values);
  if (reply?.status === 200) {
    state.seq = (await reply.json()).seq;
    state.saved = body;
    show(form, "saved");
  } else if (reply?.status === 409) offer(form, await reply.json());
}

/** Another device was faster: nothing is overwritten until the person has chosen. */
function offer(form, newer) {
  const state = states.get(form), words = wordsOf(areaOf(form));
  state.held = true;
  const go = (act) => () => { state.held = false; state.seq = newer.seq; act(); };
  tell(form, words.newer.replace("{}", newer.when), [
    [words.use, go(() => { fill(areaOf(form), newer.body); state.saved = newer.body; })],
    [words.mine, go(() => save(form))],
  ]);
}

function discard(form) {
  const state = states.get(form);
  Object.assign(state, { seq: 0, saved: text(areaOf(form)) });
  clearTimeout(state.timer);
  ask(form, `${composerOf(areaOf(form)).dataset.drafts}/discard`, { draft: form.dataset.keep });
}

/** What is being published is no draft any more; a late save must not bring it back. */
export function stop(form) {
  const state = states.get(form);
  if (!state) return;
  clearTimeout(state.timer);
  state.abort.abort();
}

/** It was not published after all: keep it again. */
export function resume(form) {
  const state = states.get(form);
  if (!state || !form.isConnected) return;
  state.abort = new AbortController();
  saveSoon(form);
}
