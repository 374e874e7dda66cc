// Dragging with a mouse: a shorter way for what buttons and keys do; nothing needs it.
import { on } from "../../page.js";
import { close, moveTo } from "./editor.js";
import { sheet } from "./notes.js";

let held = null;

/** The note before which a note that is dropped here would lie; null for the end. */
function before(list, y) {
  return [...list.children].find((note) => {
    const box = note.getBoundingClientRect();
    return note !== held && y < box.top + box.height / 2;
  }) ?? null;
}

const unmark = () => sheet().querySelectorAll("[data-drop]").forEach((part) => delete part.dataset.drop);

function over(block, event) {
  if (!held) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  unmark();
  (before(block.querySelector(".notes"), event.clientY) ?? block).dataset.drop = "";
}

function drop(block, event) {
  if (!held) return;
  event.preventDefault();
  const next = before(block.querySelector(".notes"), event.clientY);
  const note = held;
  end();
  if (note.nextElementSibling !== next || note.closest(".block") !== block) moveTo(note, block.dataset.block, next?.dataset.note ?? null);
}

function end() {
  held?.classList.remove("held");
  held = null;
  unmark();
}

export function startDragging() {
  if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return;
  // Before the press: a browser asks for it when the button goes down. The words of an open one are selected instead.
  on("pointerover", "#canvas .note", (note) => { note.draggable = !note.classList.contains("open"); });
  on("dragstart", "#canvas .note", (note, event) => {
    close();
    held = note;
    note.classList.add("held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", note.querySelector(".words").textContent);
  });
  on("dragover", "#canvas .block", over);
  on("drop", "#canvas .block", drop);
  on("dragend", "#canvas .note", end);
}
