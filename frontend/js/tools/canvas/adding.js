// Adding many notes quickly: Enter adds and stays for the next; several lines are several notes.
import { say } from "../../say.js";
import { on } from "../../page.js";
import { allNotes, endOf, freshId, sheet } from "./notes.js";
import { change } from "./changes.js";
import { words } from "./words.js";

const ROOM = 1024;

/** A text as notes that are not too long: whole words where that can be. */
export function pieces(text, longest) {
  const parts = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const space = rest.lastIndexOf(" ", longest);
    const end = space > 0 ? space : longest;
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

/** Make notes of texts; answers those for which there was no room. */
export function addTo(block, texts) {
  const longest = Number(sheet().dataset.longest);
  const all = texts.flatMap((text) => pieces(text, longest));
  const room = Math.max(0, Number(sheet().dataset.most) - allNotes().length);
  const from = endOf(block);
  const rows = all.slice(0, room).map((text, number) => ({ id: freshId(), block, text, tone: "", at: from + ROOM * number }));
  if (rows.length) change(rows, words.added);
  return all.slice(room);
}

function add(area, texts) {
  const left = addTo(area.closest(".block").dataset.block, texts);
  area.value = left.join("\n");
  if (left.length) tellFull(area); else area.closest(".adding").querySelector(".error")?.remove();
  const list = area.closest(".block").querySelector(".notes");
  list.scrollTop = list.scrollHeight;
  area.focus();
}

function tellFull(area) {
  const place = area.closest(".adding");
  if (!place.querySelector(".error")) place.append(Object.assign(document.createElement("p"), { className: "error", textContent: words.full }));
  say(words.full);
}

/** With scripts the boxes are no part of what is sent: their lines become notes here. */
function takeAll() {
  for (const area of document.querySelectorAll("#canvas .adding textarea")) if (area.value.trim()) add(area, area.value.split("\n"));
}

/** On a sheet that stands in the page now. */
export function beginAdding() {
  for (const area of document.querySelectorAll("#canvas .adding textarea")) area.removeAttribute("name");
}

export function startAdding() {
  document.addEventListener("submit", (event) => { if (event.target.querySelector("#canvas")) takeAll(); }, true);
  // Of these the document hears nothing: a file and the result hold what stands in the boxes too.
  addEventListener("submit", (event) => {
    if (event.submitter?.matches("[data-download], [data-see]") && event.target.querySelector("#canvas")) takeAll();
  }, true);
  // A press that draws the sheet again reads it at once: lines in the boxes are notes before.
  addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-draws]");
    if (button?.form?.querySelector("#canvas") && !button.closest(".adding")) takeAll();
  }, true);
  on("keydown", "#canvas .adding textarea", (area, event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (area.value.trim()) add(area, [area.value]);
  });
  on("click", "#canvas .adding button", (button, event) => {
    event.preventDefault();
    const area = button.closest(".adding").querySelector("textarea");
    if (area.value.trim()) add(area, [area.value]); else area.focus();
  });
  on("paste", "#canvas .adding textarea", (area, event) => {
    const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/).filter((line) => line.trim());
    if (lines.length < 2) return;
    event.preventDefault();
    add(area, [area.value, ...lines].filter((line) => line.trim()));
  });
}
