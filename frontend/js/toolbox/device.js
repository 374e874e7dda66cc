// Answers stay on this device until they are kept: no closed tab, lost network or expired sign-in loses one.
import { restored, show } from "../saves.js";
import { draw, pairsOf, sheet, tool } from "./sheet.js";

const PREFIX = "tool:";
const YEAR = 365 * 86400000;
const guarded = (action) => { try { return action(); } catch { return null; } }; // storage may be full or forbidden
const read = (key) => guarded(() => JSON.parse(localStorage.getItem(key)));
const drop = (key) => guarded(() => localStorage.removeItem(key));
const person = () => document.body.dataset.person ?? "";

/** Where the answers of this page wait: a tool's own, or what is not saved yet of a work. */
function keyOf() {
  const { tool: slug, work } = tool().dataset;
  return work ? `${PREFIX}work:${work}:${person()}` : `${PREFIX}${slug}`;
}

/** What pairs say, whatever revision they were drawn from. */
const said = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "_revision"));

let timer = null;
let started = false;

function keep(more = {}) {
  clearTimeout(timer);
  timer = null;
  const form = sheet();
  if (!form || form.dataset.example !== undefined) return;
  const pairs = pairsOf(form);
  const kept = { at: Date.now(), revision: tool().dataset.revision, pairs, ...more };
  if (!guarded(() => { localStorage.setItem(keyOf(), JSON.stringify(kept)); return true; })) show(form, "failed");
  told();
}

function told() {
  const waits = read(keyOf()) !== null;
  document.querySelectorAll("[data-on-device]").forEach((part) => { part.hidden = !waits; });
}

/** What was sent and taken needs to wait no longer: the page names the saves that it knows. */
const wasTaken = (kept) => kept.once && (document.getElementById("saves-known")?.dataset.known ?? "").split(" ").includes(kept.once);

async function bringBack() {
  const form = sheet();
  const kept = read(keyOf());
  if (!form || !kept || form.dataset.example !== undefined || document.querySelector("#wrong, #conflicts")) return;
  if (wasTaken(kept) || Date.now() - kept.at > YEAR) { drop(keyOf()); return; }
  if (said(kept.pairs) === said(pairsOf(form))) { drop(keyOf()); return; }
  if (!document.dispatchEvent(new CustomEvent("toolbox:answers", { detail: { pairs: kept.pairs }, cancelable: true }))) return;
  if (await draw(kept.pairs)) restored(sheet(), forget);
}

function forget() {
  drop(keyOf());
  location.reload();
}

/** Answers that were just kept leave the device: they stand in the work now. */
function settle() {
  const slug = new URLSearchParams(location.search).get("kept");
  if (!slug || !tool()?.dataset.work) return;
  drop(`${PREFIX}${slug}`);
  history.replaceState(null, "", location.pathname + location.hash);
}

function sweep() {
  for (const key of guarded(() => Object.keys(localStorage)) ?? []) {
    if (key.startsWith(PREFIX) && Date.now() - (read(key)?.at ?? 0) > YEAR) drop(key);
  }
}

export function startDevice() {
  if (!tool()) return;
  settle();
  sweep();
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
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-forget]")) forget(); });
  started = true;
  bringBack().then(told);
}
