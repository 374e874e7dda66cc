// What is counted: notes of each block, blocks that have any, steps that are done.
import { allNotes, blocks, sheet } from "./notes.js";
import { words } from "./words.js";

const MANY = 30; // more than that scroll in their block

/** Say the numbers anew. */
export function recount() {
  const stand = {};
  let filled = 0;
  for (const block of blocks()) {
    const list = block.querySelector(".notes");
    const many = list.childElementCount;
    list.classList.toggle("many", many > MANY);
    block.querySelector("[data-many]").textContent = String(many);
    filled += many > 0;
    const step = block.closest(".canvas-step").id.slice("canvas-step-".length);
    (stand[step] ??= []).push(many > 0);
  }
  for (const [step, full] of Object.entries(stand)) mark(step, full.every(Boolean) ? "filled" : full.some(Boolean) ? "begun" : "empty");
  const notes = allNotes().length;
  const line = document.getElementById("canvas-line");
  line.textContent = (notes === 1 ? line.dataset.one : line.dataset.many).replace(/\{(\w+)\}/g, (_all, gap) => ({ filled, blocks: blocks().length, notes })[gap]);
  document.getElementById("canvas-bar").value = filled;
}

function mark(step, state) {
  const link = sheet().querySelector(`.canvas-steps [data-to="${step}"]`);
  link.dataset.stand = state;
  link.querySelector("[data-said]").textContent = words[state];
  document.getElementById(`canvas-step-${step}`).dataset.stand = state;
}
