// Answers stay on this device until they are kept: no closed tab, lost network or expired sign-in loses one.
import { restored, show } from "../saves.js";
import { draw, freshKey, pairsOf, sheet, tool } from "./sheet.js";

const PREFIX = "tool:";
const YEAR = 365 * 86400000;
const BACK = ["_back", "1"]; // words to what is asked no more come back beside the questions
const guarded = (action) => { try { return action(); } catch { return null; } }; // storage may be full or forbidden
const read = (key) => guarded(() => JSON.parse(localStorage.getItem(key)));
const drop = (key) => guarded(() => localStorage.removeItem(key));
const person = () => document.body.dataset.person ?? "";

/** Where the answers of this page wait: a tool's own, or what is not saved yet of a work. */
function keyOf(who = person()) {
  const { tool: slug, work } = tool().dataset;
  return work ? `${PREFIX}work:${work}:${who}` : `${PREFIX}${slug}`;
}
const keyBefore = () => `${keyOf()}:before`; // what waited there when a file was opened

/** What pairs say, whatever revision they were drawn from. */
const said = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "_revision"));

let timer = null;
let started = false;
let mine = null; // when this page wrote or drew what waits: another page of the same tool may write too
let base = []; // what stood in the form then
const write = (key, kept) => guarded(() => { localStorage.setItem(key, JSON.stringify(kept)); return true; });

function keep(more = {}) {
  clearTimeout(timer);
  timer = null;
  const form = sheet();
  if (!form || form.dataset.example !== undefined) return;
  const [here, there] = [pairsOf(form), read(keyOf())];
  const elsewhere = there && there.at !== mine;
  const kept = { at: Date.now(), revision: tool().dataset.revision, pairs: elsewhere ? onto(there.pairs, base, here) : here, ...more };
  if (!write(keyOf(), kept)) show(form, "failed");
  else if (!elsewhere) [mine, base] = [kept.at, here];
  told();
}

/** What another page wrote, with what was changed here since `before` in its place. */
function onto(theirs, before, now) {
  const [there, then, here] = [theirs, before, now].map((pairs) => {
    const named = new Map();
    for (const [name, value] of pairs) named.set(name, [...(named.get(name) ?? []), value]);
    return named;
  });
  const changed = (name) => JSON.stringify(here.get(name)) !== JSON.stringify(then.get(name));
  const names = [...new Set([...there.keys(), ...here.keys()])];
  return names.flatMap((name) => ((changed(name) ? here : there).get(name) ?? []).map((value) => [name, value]));
}

/** Somebody comes back to this page from another of the same tool: what was written there comes in. */
async function lookAgain() {
  const [form, there] = [sheet(), tool() && read(keyOf())];
  if (document.hidden || !form || !there || there.at === mine || form.dataset.example !== undefined || wasTaken(there)) return;
  const [pairs, was] = [onto(there.pairs, base, pairsOf(form)), mine];
  if (said(pairs) === said(pairsOf(form))) return;
  mine = there.at; // what is drawn is kept as ours
  if (!(await draw(pairs))) mine = was;
}

function told() {
  const [waits, before] = [read(keyOf()) !== null, read(keyBefore()) !== null];
  document.querySelectorAll("[data-on-device]").forEach((part) => { part.hidden = !waits; });
  document.querySelectorAll("[data-before]").forEach((part) => { part.hidden = !before; });
}

/** What was sent and taken needs to wait no longer: the page names the saves that it knows. */
const wasTaken = (kept) => kept.once && (document.getElementById("saves-known")?.dataset.known ?? "").split(" ").includes(kept.once);

async function bringBack() {
  const form = sheet();
  [base, mine] = [form ? pairsOf(form) : [], read(keyOf())?.at ?? null];
  if (form?.dataset.opened !== undefined) { stepAside(); return; }
  const at = read(keyOf()) ? keyOf() : keyOf(""); // what a guest typed here, who has signed in since
  const kept = read(at);
  if (!form || !kept || form.dataset.example !== undefined || document.querySelector("#wrong, #conflicts")) return;
  if (wasTaken(kept) || Date.now() - kept.at > YEAR) { drop(at); return; }
  if (said(kept.pairs) === said(pairsOf(form))) { drop(at); return; }
  if (!document.dispatchEvent(new CustomEvent("toolbox:answers", { detail: { pairs: kept.pairs }, cancelable: true }))) return;
  if (!(await draw([...kept.pairs, BACK]))) return;
  if (at !== keyOf()) drop(at);
  restored(sheet(), forget);
}

/** A file was opened: it stands in the form now, and what waited here steps aside. */
function stepAside() {
  const waited = read(keyOf());
  if (waited && said(waited.pairs) !== said(base) && !write(keyBefore(), waited)) return;
  keep();
}

/** The answers of the form and those that stepped aside change places. */
async function swap() {
  const [before, now] = [read(keyBefore()), read(keyOf())];
  if (before && (await draw([...before.pairs, BACK])) && now) write(keyBefore(), now);
  told();
}

function forget() {
  drop(keyOf());
  location.reload();
}

const SENT = "tool:sent"; // of this tab: the tool whose answers were sent to be kept

/** Answers that were just kept leave the device: they stand in the work now. A mere link keeps nothing. */
function settle() {
  const slug = new URLSearchParams(location.search).get("kept");
  if (!slug || !tool()?.dataset.work) return;
  if (guarded(() => sessionStorage.getItem(SENT)) === slug) drop(`${PREFIX}${slug}`);
  guarded(() => sessionStorage.removeItem(SENT));
  history.replaceState(null, "", location.pathname + location.hash);
}

/** Each time that the page is shown its form is a new one: a save that is known already is not this one. */
function freshen() {
  const once = sheet()?.elements.once;
  if (once) once.value = freshKey();
}

function noteWhatIsSent() {
  document.querySelector("form[data-keeps]")?.addEventListener("submit", (event) => {
    if (!event.submitter?.hasAttribute("formaction")) guarded(() => sessionStorage.setItem(SENT, event.target.dataset.keeps));
  });
}

function sweep() {
  for (const key of guarded(() => Object.keys(localStorage)) ?? []) {
    if (key.startsWith(PREFIX) && Date.now() - (read(key)?.at ?? 0) > YEAR) drop(key);
  }
}

export function startDevice() {
  noteWhatIsSent();
  if (!tool()) return;
  settle();
  sweep();
  freshen();
  addEventListener("pageshow", (event) => { if (event.persisted) freshen(); });
  const typed = (event) => {
    const form = sheet();
    if (!form?.contains(event.target)) return;
    form.dataset.touched = "";
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("toolbox:drawn", () => { const form = sheet(); if (form && started) { form.dataset.touched = ""; keep(); } told(); });
  addEventListener("pagehide", () => { if (timer) keep(); });
  document.addEventListener("submit", (event) => {
    if (event.target !== sheet() || event.submitter?.matches("[data-download]")) return;
    const saving = event.submitter?.matches("[data-saves-work]");
    if (saving || sheet().dataset.touched !== undefined) keep(saving ? { once: sheet().elements.once?.value } : {});
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-forget]")) { drop(keyBefore()); forget(); }
    if (event.target.closest?.("[data-bring-before]")) swap();
  });
  document.addEventListener("visibilitychange", lookAgain);
  started = true;
  bringBack().then(told);
}
