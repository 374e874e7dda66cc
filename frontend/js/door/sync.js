// Sends what waits and says how that goes; what was noted on other phones comes back with each answer.
import { drop, home, waiting } from "./queue.js";
import { showState } from "./list.js";
import { tell } from "./scan.js";

const AT_ONCE = 100;
const LOOKS = 20000; // how often other phones are looked at
const SLOWEST = 60000;
let sending = false;
let again = false;
let timer = null;
let tries = 0;
let sentence = ""; // what the server said of it
let stopped = ""; // "out", "other", "refused": why nothing goes through; all of it is kept

function line(state, words, link = false) {
  const place = home().querySelector("[data-door-line]");
  if (place.dataset.state === state && place.firstChild?.data === words) return;
  place.dataset.state = state;
  place.textContent = words;
  if (link) place.append(" ", Object.assign(document.createElement("a"), { href: home().dataset.signIn, textContent: home().dataset.go }));
}

function showLine() {
  const n = waiting().length;
  const words = (name) => home().dataset[name].replace("{n}", n);
  if (stopped === "refused" && !n) line("alarm", sentence || words("refused"));
  else if (stopped) line("alarm", `${sentence} ${words(stopped)}`.trim(), stopped !== "refused");
  else if (n) line("offline", words("waits"));
  else line("saved", words("safe"));
}

async function ask(options = {}) {
  const answer = await fetch(home().dataset.door, { cache: "no-store", ...options }).catch(() => null);
  if (!answer) return null;
  if (answer.redirected || answer.status === 401) stopped = "out";
  else if (answer.status === 409) stopped = "other";
  else if (!answer.ok) stopped = answer.status >= 500 || answer.status === 429 ? "" : "refused";
  else stopped = "";
  return answer;
}

function post(acts) {
  const body = JSON.stringify({ person: Number(home().dataset.person), sent_at: new Date().toISOString(), acts });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": home().dataset.token };
  return ask({ method: "POST", headers, body });
}

/** How everybody stands by now, with a fresh token; null when the line is away or somebody else is signed in. */
async function look() {
  const answer = await ask();
  const state = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  if (!state) return null;
  home().dataset.token = state.token;
  if (state.person !== Number(home().dataset.person)) { stopped = "other"; return null; }
  showState(state);
  return state;
}

/** How many were named; 0 when the line is away or nothing is taken now. */
async function deliver(acts) {
  let answer = await post(acts);
  if (answer?.status === 400 && (await look())) answer = await post(acts); // the token had grown old
  sentence = answer?.status === 422 ? ((await answer.json().catch(() => null))?.sentence ?? "") : "";
  if (!answer?.ok || answer.redirected) return 0;
  const said = await answer.json().catch(() => null);
  if (!said?.named) return 0;
  const by = new Map(acts.map((act) => [act.id, act]));
  for (const one of said.named) {
    drop(one.id);
    if (by.has(one.id)) tell(one, by.get(one.id));
  }
  home().dataset.token = said.token;
  showState(said);
  return said.named.length;
}

/** Send all that waits, one batch after the other; what was not named comes again. */
export async function flush() {
  if (sending) { again = true; return; }
  sending = true;
  clearTimeout(timer);
  let acts;
  let went = 1;
  while (went && (acts = waiting().slice(0, AT_ONCE)).length) {
    if (!stopped) line("saving", home().dataset.saving);
    went = navigator.onLine ? await deliver(acts) : 0;
  }
  sending = false;
  showLine();
  if (again) { again = false; return flush(); }
  if (waiting().length) later();
  else tries = 0;
}

/** With longer and longer waits, and never all phones at once. */
function later() {
  const wait = Math.min(SLOWEST, 2500 * 2 ** tries++) * (0.75 + Math.random() / 2);
  timer = setTimeout(flush, wait);
}

const soon = () => { tries = 0; flush(); };

async function lookAround() {
  if (!document.hidden && navigator.onLine && !sending && !waiting().length) { await look(); showLine(); }
}

export function startSync() {
  document.addEventListener("door:queued", soon);
  addEventListener("online", soon);
  addEventListener("offline", showLine);
  addEventListener("pageshow", soon);
  document.addEventListener("visibilitychange", () => { soon(); lookAround(); });
  addEventListener("storage", (event) => { if (event.key?.startsWith("door:") && !sending) showLine(); });
  setInterval(lookAround, LOOKS);
  flush();
}
