// A kept canvas saves itself shortly after each change, and takes in what others have saved, without
// drawing anew. Where both changed the same thing, the page shows both texts, as after any save.
import { on } from "../../page.js";
import { show } from "../../saves.js";
import { draw, freshKey, pairsOf, sheet as form, tool } from "../../toolbox/sheet.js";
import { bringIn } from "./changes.js";
import { openNote } from "./editor.js";

const AFTER = 4000;
const NOTE = ["block", "text", "tone", "at"];
const TEST = ["claim", "block", "how", "by", "result", "learned"];
const PLAIN = ["name", "idea"];

let base = null; // what was saved last, as far as this page knows: { revision, rows }
let timer = null;
let changed = false; // since it was sent
let sending = false;

const isKept = () => Boolean(tool()?.dataset.work && form());
const revision = () => Number(form().elements._revision.value);
const tidy = (value) => String(value ?? "").replace(/\r\n?/g, "\n").trim();
const rowText = (row, names) => JSON.stringify(names.map((name) => tidy(row[name])));

/** What is said here, a line for each thing: "name", "idea", "notes.<id>", "tests.<id>". */
function saidHere() {
  const found = { notes: {}, tests: {} };
  const said = new Map();
  for (const [path, value] of pairsOf(form())) {
    const [list, id, name] = path.split(".");
    if (PLAIN.includes(path)) said.set(path, tidy(value));
    else if (name && found[list]) (found[list][id] ??= {})[name] = value;
  }
  for (const [id, row] of Object.entries(found.notes)) said.set(`notes.${id}`, rowText(row, NOTE));
  for (const [id, row] of Object.entries(found.tests)) said.set(`tests.${id}`, rowText(row, TEST));
  return said;
}

function saidThere(answers) {
  const said = new Map(PLAIN.map((name) => [name, tidy(answers[name])]));
  for (const row of answers.notes ?? []) said.set(`notes.${row.id}`, rowText(row, NOTE));
  for (const row of answers.tests ?? []) said.set(`tests.${row.id}`, rowText(row, TEST));
  return said;
}

const later = () => { clearTimeout(timer); timer = setTimeout(save, AFTER); };

/** Save what is here, on top of what others have saved. */
async function save() {
  clearTimeout(timer);
  if (!isKept() || sending || !changed) return;
  if (!navigator.onLine) { show(form(), "offline"); return; }
  sending = true;
  changed = false;
  const sent = saidHere();
  const body = new URLSearchParams([...new FormData(form())].filter(([, value]) => typeof value === "string"));
  body.set("once", freshKey());
  body.set("_auto", "1");
  show(form(), "saving");
  const address = document.querySelector("[data-saves-work]").formAction;
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => null);
  sending = false;
  if (answer?.type === "opaqueredirect") await settle(sent);
  else if (answer?.status === 409) await bring();
  else if (answer?.status === 422) refuse(await answer.text());
  else fail();
}

/** What the server says of it stands in the page; it is tried again with the next change, not by itself. */
function refuse(text) {
  changed = true;
  const said = new DOMParser().parseFromString(text, "text/html").getElementById("wrong");
  if (!said) { fail(); return; }
  document.getElementById("wrong")?.remove();
  form().querySelector("[name=_step]").after(document.importNode(said, true));
  show(form(), "failed", said.querySelector("p").textContent);
}

function fail() {
  changed = true;
  show(form(), navigator.onLine ? "failed" : "offline");
  clearTimeout(timer);
  timer = setTimeout(save, 5 * AFTER);
}

/** After a save: it was taken where what was sent stands there now, or came together with others'. */
async function settle(sent) {
  const now = await latest();
  if (!now || (now.revision <= revision() && !same(sent, saidThere(now.answers)))) { fail(); return; }
  base = { revision: revision(), said: sent };
  document.getElementById("wrong")?.remove();
  if (!(await takeIn(now))) return;
  show(form(), "saved");
  if (changed) later(); else forgetCopy();
}

const same = (one, other) => one.size === other.size && [...one].every(([path, value]) => other.get(path) === value);

async function latest() {
  const address = document.getElementById("saves-known")?.dataset.news;
  const answer = address && (await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null));
  return answer?.ok ? answer.json() : null;
}

/** Take in a newer state: whatever was not touched here since `base` becomes what it is there. */
async function takeIn({ revision: newer, answers }) {
  const here = saidHere();
  const there = saidThere(answers);
  if (!base || base.revision !== revision()) { await bring(); return false; }
  const before = base.said;
  const touched = (path) => here.get(path) !== before.get(path);
  const moved = (path) => there.get(path) !== before.get(path);
  const paths = new Set([...here.keys(), ...there.keys()]);
  const apart = [...paths].filter((path) => here.get(path) !== there.get(path));
  const clash = apart.some((path) => touched(path) && moved(path));
  const ofTests = apart.some((path) => path.startsWith("tests.") && moved(path));
  if (clash || ofTests) { await bring(); return false; }
  const mine = new Set(apart.filter((path) => path.startsWith("notes.") && touched(path)).map((path) => path.slice("notes.".length)));
  bringIn(answers.notes ?? [], mine, openNote());
  for (const name of PLAIN) if (apart.includes(name) && !touched(name)) form().elements[name].value = answers[name] ?? "";
  form().elements._revision.value = newer;
  tool().dataset.revision = newer;
  base = { revision: newer, said: there };
  return true;
}

/** The server draws the form with both; where something clashes it shows both texts. */
async function bring() {
  const editing = document.activeElement?.matches("textarea, input:not([type=hidden])") && form().contains(document.activeElement);
  if (editing && !document.querySelector("[data-bring]").hidden) { later(); return; }
  await draw([...pairsOf(form()), ["_bring", "1"]]);
  base = null;
  const now = await latest();
  if (now?.revision === revision()) base = { revision: now.revision, said: saidThere(now.answers) };
}

/** What is saved needs to wait on the device no longer. */
function forgetCopy() {
  try { localStorage.removeItem(`tool:work:${tool().dataset.work}:${document.body.dataset.person ?? ""}`); } catch { /* nothing waits there */ }
  document.querySelectorAll("[data-on-device]").forEach((part) => { part.hidden = true; });
}

export function startTogether() {
  const typed = (event) => {
    if (!isKept() || !form().contains(event.target) || event.target.closest(".adding")) return;
    changed = true;
    later();
  };
  document.addEventListener("input", typed);
  on("change", "#tool-form", (_form, event) => typed(event));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("online", save);
  // Others have saved: their notes appear, unless the same things were changed here.
  document.addEventListener("toolbox:news", (event) => {
    const { detail } = event;
    if (!isKept() || !detail.answers || document.querySelector("#conflicts")) return;
    event.preventDefault();
    if (!sending && detail.revision > revision()) takeIn(detail);
  });
}

/** A form that the server has drawn: what it drew is what was saved, where nothing was typed since. */
export function beginTogether() {
  if (!isKept()) return;
  if (!base && form().dataset.touched === undefined && !document.querySelector("#conflicts, #wrong")) base = { revision: revision(), said: saidHere() };
}
