// A note that is open: its words, colour and block, and what can be done with it. One is open at a time.
import { on } from "../../page.js";
import { change } from "./changes.js";
import { noteOf, notesIn, placed, rowOf, titleOf } from "./notes.js";
import { said, words } from "./words.js";

let was = ""; // the words of the open note before it was opened
const short = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
export const openNote = () => document.querySelector("#canvas .note.open");

export function open(note) {
  close();
  const row = rowOf(note);
  const editor = document.getElementById("canvas-editor").content.firstElementChild.cloneNode(true);
  editor.querySelector("[data-words]").value = was = row.text;
  for (const tone of editor.querySelectorAll("[data-turns]")) tone.checked = tone.value === note.dataset.tone;
  editor.querySelector("[data-moves]").value = row.block;
  editor.querySelector("[data-tests]").value = `test.${row.id}`;
  note.classList.add("open");
  note.draggable = false;
  note.querySelector(".face").hidden = true;
  note.append(editor);
  const area = editor.querySelector("[data-words]");
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  note.scrollIntoView({ block: "nearest" });
}

/** Take what was typed; a note without words is taken away. */
function take(note) {
  const text = note.querySelector("[data-words]").value.trim();
  const row = { ...rowOf(note), text: was };
  note.querySelector('input[name$=".text"]').value = was; // so that the change knows what was before it
  if (!text) { remove(note); return; }
  if (text !== was) change([{ ...row, text }]);
  was = text;
}

/** What is being typed lies in the form at once, so that it is kept whatever happens. */
function follow(area) {
  const text = area.value.trim();
  if (text) area.closest(".note").querySelector('input[name$=".text"]').value = text;
}

/** The open note as somebody else has left it. */
export function refresh(row) {
  const editor = openNote().querySelector(".editor");
  editor.querySelector("[data-words]").value = was = row.text;
  editor.querySelector("[data-moves]").value = row.block;
  for (const tone of editor.querySelectorAll("[data-turns]")) tone.checked = tone.value === openNote().dataset.tone;
}

export function close(focus = false) {
  const note = openNote();
  if (!note) return;
  take(note);
  if (!note.isConnected) return;
  note.classList.remove("open");
  note.querySelector(".editor").remove();
  note.querySelector(".face").hidden = false;
  if (focus) note.querySelector(".face").focus();
}

export function remove(note) {
  const row = rowOf(note);
  const next = note.nextElementSibling ?? note.previousElementSibling;
  const block = note.closest(".block");
  const adding = block.querySelector(".adding textarea");
  change([{ id: row.id, gone: true }], said("removed", { text: short(row.text) }), block);
  (next?.querySelector(".face") ?? adding).focus();
}

export function turn(note, tone) {
  const row = rowOf(note);
  if ((row.tone || "assumed") !== tone) change([{ ...row, tone }], words.tones[tone]);
}

/** One place up (-1) or down (1) in its block. */
export function shift(note, by) {
  const row = rowOf(note);
  const rows = notesIn(row.block);
  const there = rows.indexOf(note) + by;
  if (there < 0 || there >= rows.length) return;
  const next = by < 0 ? rows[there] : rows[there + 1];
  change(placed(row, row.block, next?.dataset.note ?? null), said("place", { place: there + 1, all: rows.length }));
}

/** To another block, or before `next` (an id; null: at the end) of any. */
export function moveTo(note, block, next) {
  const row = rowOf(note);
  if (row.block === block && next === undefined) return;
  change(placed(row, block, next ?? null), said("moved", { block: titleOf(block) }));
}

const keepingFocus = (note, selector, act) => {
  take(note);
  if (!note.isConnected) return;
  act();
  noteOf(note.dataset.note)?.querySelector(selector)?.focus();
};

const DEEDS = {
  up: (note) => keepingFocus(note, '[data-deed="up"]', () => shift(note, -1)),
  down: (note) => keepingFocus(note, '[data-deed="down"]', () => shift(note, 1)),
  remove: (note) => remove(note),
  close: () => close(true),
};

export function startEditor() {
  on("input", "#canvas [data-words]", follow, true);
  on("click", "#canvas .note .face", (face, event) => { event.preventDefault(); open(face.closest(".note")); });
  on("click", "#canvas [data-deed]", (button) => DEEDS[button.dataset.deed](button.closest(".note")));
  let testing = false;
  on("click", "#canvas [data-tests]", () => { testing = true; });
  document.addEventListener("toolbox:drawn", () => {
    if (testing) [...document.querySelectorAll('#hypotheses textarea[name$=".how"]')].at(-1)?.focus();
    testing = false;
  });
  on("change", "#canvas [data-turns]", (input) => {
    const note = input.closest(".note");
    take(note);
    if (note.isConnected) turn(note, input.value);
  });
  on("change", "#canvas [data-moves]", (select) => keepingFocus(select.closest(".note"), "[data-moves]", () => moveTo(select.closest(".note"), select.value)));
  on("keydown", "#canvas .editor", (editor, event) => {
    if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey && event.target.matches("[data-words]") && !event.isComposing)) {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    }
  });
  document.addEventListener("submit", (event) => { if (event.target.contains(openNote())) take(openNote()); }, true);
  document.addEventListener("pointerdown", (event) => {
    const note = openNote();
    if (note && !note.contains(event.target)) close();
  });
}
