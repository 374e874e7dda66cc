// Notes by the keyboard alone: one stop of the tab key for each block, arrows inside and between.
import { on } from "../../page.js";
import { undo } from "./changes.js";
import { moveTo, open, remove, shift, turn } from "./editor.js";
import { blocks, noteOf, notesIn, rowOf, TONES } from "./notes.js";

const BY = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };
const isAcross = (key) => key === "ArrowLeft" || key === "ArrowRight";
const faceOf = (note) => note?.querySelector(".face");

/** Only one note of a block can be reached by the tab key: the one that was reached last. */
export function rove() {
  for (const block of blocks()) {
    const notes = [...block.querySelector(".notes").children];
    const chosen = notes.find((note) => note.dataset.here) ?? notes[0];
    for (const note of notes) faceOf(note).tabIndex = note === chosen ? 0 : -1;
  }
}

function here(note) {
  for (const other of note.parentElement.children) delete other.dataset.here;
  note.dataset.here = "1";
  rove();
}

/** The neighbouring block that is shown, before or after. */
function beside(block, by, filled) {
  const shown = blocks().filter((one) => one.offsetParent && (!filled || one.querySelector(".note") || one === block));
  return shown[shown.indexOf(block) + by];
}

function go(note, key) {
  if (key === "Home" || key === "End") return faceOf(notesIn(rowOf(note).block).at(key === "Home" ? 0 : -1))?.focus();
  if (!isAcross(key)) return faceOf(BY[key] < 0 ? note.previousElementSibling : note.nextElementSibling)?.focus();
  const notes = beside(note.closest(".block"), BY[key], true)?.querySelector(".notes").children;
  return faceOf(notes?.[Math.min(notes.length - 1, [...note.parentElement.children].indexOf(note))])?.focus();
}

function carry(note, key) {
  const id = note.dataset.note;
  if (!isAcross(key)) shift(note, BY[key]);
  else {
    const block = beside(note.closest(".block"), BY[key], false);
    if (block) moveTo(note, block.dataset.block);
  }
  faceOf(noteOf(id)).focus();
}

function press(face, event) {
  const note = face.closest(".note");
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return;
  if (key in BY && event.altKey) carry(note, key);
  else if (key in BY || key === "Home" || key === "End") go(note, key);
  else if (key === "Delete" || key === "Backspace") remove(note);
  else if (/^[1-4]$/.test(key) && !event.altKey) turn(note, TONES[Number(key) - 1]);
  else if (key === "e" || key === "ε" || key === "F2") open(note);
  else return;
  event.preventDefault();
}

export function startKeys() {
  on("keydown", "#canvas .note .face", press);
  on("focusin", "#canvas .note .face", (face) => here(face.closest(".note")));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !["KeyZ", "KeyY"].includes(event.code)) return;
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select") && event.target.value) return;
    event.preventDefault();
    undo(event.code === "KeyY" || event.shiftKey);
    rove();
  });
}

/** On a sheet that stands in the page now. */
export function beginKeys() {
  const seen = new MutationObserver(rove);
  for (const block of blocks()) seen.observe(block.querySelector(".notes"), { childList: true });
  rove();
}
