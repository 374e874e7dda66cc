// The canvas: notes on a wall or along a walk. Without this script the same page works by buttons of its form.
import { whenever } from "../page.js";
import { beginAdding, startAdding } from "./canvas/adding.js";
import { bringIn } from "./canvas/changes.js";
import { startDragging } from "./canvas/drag.js";
import { openNote, startEditor } from "./canvas/editor.js";
import { beginKeys, startKeys } from "./canvas/keys.js";
import { beginWalk, startWalk } from "./canvas/walk.js";
import { readWords } from "./canvas/words.js";

/** A note is a button of the form only where no script runs. */
function quieten(face) {
  face.removeAttribute("name");
  face.type = "button";
}

for (const start of [startAdding, startEditor, startKeys, startDragging, startWalk]) start();
whenever("#canvas", (sheet) => {
  readWords();
  sheet.querySelectorAll(".face").forEach(quieten);
  for (const begin of [beginAdding, beginKeys, beginWalk]) begin();
});
// What was kept on this device, or what others have saved meanwhile.
document.addEventListener("toolbox:answers", ({ detail }) => bringIn(detail.answers.notes ?? [], openNote()));
