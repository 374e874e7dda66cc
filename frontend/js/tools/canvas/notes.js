// Notes on the sheet: their words lie in inputs of the form, so that whoever keeps the form keeps them.
import { words } from "./words.js";

const NAMES = ["block", "text", "tone", "at"];
const ROOM = 1024;
export const TONES = ["assumed", "seen", "risk", "later"];
const MARKS = { assumed: "?", seen: "✓", risk: "!", later: "…" };

let last = 0;
/** A name that no other row has. */
export const freshId = () => `n${(last = Math.max(Date.now(), last + 1)).toString(36)}${Math.random().toString(36).slice(2, 6)}`;

export const sheet = () => document.getElementById("canvas");
export const form = () => sheet().closest("form");
export const noteOf = (id) => document.getElementById(`note-${id}`);
export const blocks = () => [...sheet().querySelectorAll(".block")];
export const listOf = (block) => sheet().querySelector(`.block[data-block="${block}"] .notes`);
export const notesIn = (block) => [...listOf(block).children];
export const allNotes = () => [...sheet().querySelectorAll(".notes > .note")];
export const isFull = () => allNotes().length >= Number(sheet().dataset.most);
export const titleOf = (block) => sheet().querySelector(`#block-${block} span`).textContent;

const known = new WeakMap(); // the inputs of each note: there may be thousands

function inputsOf(note) {
  if (!known.has(note)) known.set(note, Object.fromEntries(NAMES.map((name) => [name, note.querySelector(`:scope > input[name$=".${name}"]`)])));
  return known.get(note);
}

/** A note as a row: what the server knows of it. */
export function rowOf(note) {
  const row = { id: note.dataset.note };
  const inputs = inputsOf(note);
  for (const name of NAMES) row[name] = inputs[name].value;
  return row;
}

const placeOf = (row) => (row.at === "" || row.at == null ? Infinity : Number(row.at));
const placeIn = (note) => placeOf({ at: inputsOf(note).at.value });
const before = (one, other) => placeOf(one) - placeOf(other) || (one.id < other.id ? -1 : 1);

/** A note of these words, drawn as the server draws it. */
export function makeNote(row) {
  const note = document.getElementById("canvas-note").content.firstElementChild.cloneNode(true);
  note.id = `note-${row.id}`;
  note.dataset.note = row.id;
  const inputs = inputsOf(note);
  for (const name of NAMES) inputs[name].name = `notes.${row.id}.${name}`;
  const face = note.querySelector(".face");
  face.removeAttribute("name");
  face.type = "button";
  face.id = `f-notes-${row.id}-text`;
  fill(note, row);
  return note;
}

/** Put a row into a note: what is seen and what is sent. */
export function fill(note, row) {
  const inputs = inputsOf(note);
  for (const name of NAMES) inputs[name].value = row[name] ?? "";
  const tone = TONES.includes(row.tone) ? row.tone : TONES[0];
  note.dataset.tone = tone;
  const face = note.querySelector(".face");
  face.querySelector("b").textContent = MARKS[tone];
  face.querySelector(".words").textContent = row.text;
  face.querySelector("[data-tone-said]").textContent = `, ${words.tones[tone]}`;
}

/** Lay a note where its row says; answers whether it had to go. */
export function settle(note) {
  const row = rowOf(note);
  const list = listOf(row.block) ?? listOf(blocks()[0].dataset.block);
  let next = null; // from the end: most notes are new, and come last
  for (let other = list.lastElementChild; other; other = other.previousElementSibling) {
    if (other === note) continue;
    if (before(row, { id: other.dataset.note, at: inputsOf(other).at.value }) > 0) break;
    next = other;
  }
  if (note.parentElement === list && note.nextElementSibling === next) return false;
  list.insertBefore(note, next);
  return true;
}

/** The place behind the last note of a block. */
export function endOf(block) {
  const places = notesIn(block).map(placeIn).filter(Number.isFinite);
  return places.reduce((most, at) => Math.max(most, at), 0) + ROOM;
}

/** Rows that must change so that a note lies before `next` (null: at the end) of a block. */
export function placed(row, block, next) {
  const others = notesIn(block).filter((other) => other.dataset.note !== row.id);
  const here = next ? others.findIndex((other) => other.dataset.note === next) : others.length;
  const low = here ? placeIn(others[here - 1]) : 0;
  const high = here < others.length ? placeIn(others[here]) : low + 2 * ROOM;
  if (Number.isFinite(low) && Number.isFinite(high) && high - low >= 2) return [{ ...row, block, at: Math.floor((low + high) / 2) }];
  const rows = others.map(rowOf);
  rows.splice(here, 0, { ...row, block });
  return rows.map((other, number) => ({ ...other, at: ROOM * (number + 1) }));
}
