// Changes of the sheet, each of which can be undone: rows before and after, by id; null where there is none.
import { say } from "../../say.js";
import { fill, form, makeNote, noteOf, rowOf, settle } from "./notes.js";
import { recount } from "./count.js";
import { refresh } from "./editor.js";
import { words } from "./words.js";

const MOST = 200;
const done = [];
const undone = [];

/** Draw rows as they are to be. */
function put(rows) {
  for (const [id, row] of rows) {
    const note = noteOf(id);
    if (!row) { note?.remove(); continue; }
    if (note) fill(note, row);
    settle(note ?? makeNote(row));
  }
}

const told = () => form().dispatchEvent(new Event("input", { bubbles: true }));

function move(pairs, side) {
  put(pairs.map(([id, both]) => [id, both[side]]));
  recount();
  told();
}

/** Make rows so, and remember how they were. `after`: rows, or { id, gone: true }. */
export function change(after, words_ = "", block = null) {
  const pairs = after.map((row) => {
    const note = noteOf(row.id);
    return [row.id, [note ? rowOf(note) : null, row.gone ? null : row]];
  });
  done.push(pairs);
  if (done.length > MOST) done.shift();
  undone.length = 0;
  move(pairs, 1);
  if (words_) say(words_);
  show(block ? words_ : "", block);
}

/** Take the last change back, or do it once more. */
export function undo(again = false) {
  const [from, to] = again ? [undone, done] : [done, undone];
  const pairs = from.pop();
  if (!pairs) return;
  to.push(pairs);
  move(pairs, again ? 1 : 0);
  show("");
  say(words.undone);
  const id = pairs.map(([key]) => key).find(noteOf);
  if (id) noteOf(id).querySelector(".face, textarea")?.focus();
}

/** What was taken away last, with a way back: in its block, where the eye is. */
function show(sentence, block) {
  const place = document.getElementById("canvas-undo");
  place.replaceChildren();
  if (!sentence) return;
  block.querySelector(".adding").before(place);
  const line = Object.assign(document.createElement("p"), { textContent: sentence });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: words.undo });
  button.addEventListener("click", () => undo());
  place.append(line, button);
}

/** Rows of somebody else's: drawn, and not to be undone from here. `mine` are ids that stay as they are here. */
export function bringIn(rows, mine, open) {
  const wanted = new Set(rows.map((row) => row.id));
  for (const note of document.querySelectorAll("#canvas .notes > .note")) {
    if (!wanted.has(note.dataset.note) && !mine.has(note.dataset.note)) note.remove();
  }
  for (const row of rows) {
    const note = noteOf(row.id);
    if (mine.has(row.id) || (note && same(rowOf(note), row))) continue;
    if (note) fill(note, row);
    settle(note ?? makeNote(row));
    if (note && note === open) refresh(row);
  }
  recount();
}

const same = (one, other) => ["block", "text", "tone", "at"].every((name) => String(one[name] ?? "") === String(other[name] ?? ""));
