// Sends what waits, and says how that goes: "saved" only when the server has named it.
import { say } from "../say.js";
import { guarded } from "../live/outbox.js";
import { drop, home, waiting } from "./queue.js";
import { askToSignIn } from "./signin.js";

const AT_ONCE = 50;
const SMALL = 60000; // bytes that a page which is being left may still send
const SLOWEST = 60000;
const SAID = "learning:said";
let sending = false;
let again = false;
let timer = null;
let tries = 0;
let out = false;

const words = (name, n = "") => (home().dataset[name] ?? "").replace("{n}", n);

/** Tell the page; false where somebody has shown it to the learner already. */
const told = (kind, detail) => document.dispatchEvent(new CustomEvent(`learning:${kind}`, { detail, cancelable: true }));

/** The line of the page: what was saved last, or how much still waits. */
export function show(state, text) {
  const line = home().querySelector("[data-saves]");
  line.dataset.state = state;
  line.textContent = text;
}

function showWaiting() {
  const n = waiting().length;
  if (n || out) show("offline", words(out ? "out" : "waits", n || "").replace(" ()", ""));
  else if (home().querySelector("[data-saves]").dataset.state === "offline") show("", ""); // another tab sent it
  if (n) told("waiting", { out, words: words(out ? "out" : "waits", "").replace(" ()", "") });
}

function named(answer, acts) {
  const by = new Map(acts.map((act) => [act.id, act]));
  for (const one of answer.kept) {
    drop(one.id);
    show("saved", one.words);
    guarded(() => sessionStorage.setItem(SAID, JSON.stringify({ at: Date.now(), words: one.words })));
    told("kept", { ...one, act: by.get(one.id) });
  }
  for (const one of answer.refused) {
    drop(one.id);
    show("", ""); // where it was done is the place to say it: once is enough
    if (!told("refused", { ...one, act: by.get(one.id) })) continue;
    show("failed", one.sentence);
    say(one.sentence);
  }
  return answer.kept.length + answer.refused.length;
}

/** Who is signed in by now, with a fresh token; null when the line is away. */
export async function lookWho() {
  const answer = await fetch(`${home().dataset.acts}/token`, { cache: "no-store" }).catch(() => null);
  const who = answer?.ok ? await answer.json() : null;
  if (who) home().dataset.token = who.token;
  return who;
}

function post(acts) {
  const body = JSON.stringify({ person: Number(home().dataset.person), sent_at: new Date().toISOString(), acts });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": home().dataset.token };
  return fetch(home().dataset.acts, { method: "POST", headers, body, keepalive: body.length < SMALL }).catch(() => null);
}

/** How many were named; 0 when the line is away or nobody is signed in. */
async function deliver(acts) {
  let answer = await post(acts);
  if (answer?.status === 400 && (await lookWho())) answer = await post(acts); // the token had grown old
  if (answer?.status === 401 || answer?.status === 409) { signedOut(); return 0; }
  if (!answer?.ok) return 0;
  const named_ = await answer.json().catch(() => null);
  out = false;
  return named_ ? named(named_, acts) : 0;
}

/** Nothing is sent before the same person is back. */
function signedOut() {
  out = true;
  askToSignIn();
}

/** Send all that waits, one batch after the other; what was not named comes again. */
export async function flush() {
  if (!home()) return;
  if (sending) { again = true; return; }
  sending = true;
  clearTimeout(timer);
  let acts;
  let went = 1;
  while (went && (acts = waiting().slice(0, AT_ONCE)).length) {
    if (!out) show("saving", words("saving"));
    went = navigator.onLine ? await deliver(acts) : 0;
  }
  sending = false;
  showWaiting();
  if (again) { again = false; return flush(); }
  if (waiting().length && !out) later();
  else tries = 0;
}

/** With longer and longer waits, and never all phones of a room at once. */
function later() {
  const wait = Math.min(SLOWEST, 2500 * 2 ** tries++) * (0.75 + Math.random() / 2);
  timer = setTimeout(flush, wait);
}

const soon = () => { tries = 0; flush(); };

export function startSync() {
  document.addEventListener("learning:queued", soon);
  document.addEventListener("learning:signed-out", (event) => { event.preventDefault(); signedOut(); showWaiting(); });
  document.addEventListener("learning:signed-in", () => { out = false; soon(); });
  addEventListener("online", soon);
  addEventListener("offline", showWaiting);
  addEventListener("pageshow", soon);
  document.addEventListener("visibilitychange", soon); // on leaving too: the last moment that phones grant
  addEventListener("storage", (event) => { if (event.key?.startsWith("learning:") && !sending) showWaiting(); });
  const said = guarded(() => JSON.parse(sessionStorage.getItem(SAID)));
  if (said && Date.now() - said.at < 15000) show("saved", said.words);
  flush();
}
