// The canvas: notes on a wall or along a walk. Without this script the same page works by buttons of its form.
import { whenever } from "../page.js";
import { beginAdding, startAdding } from "./canvas/adding.js";
import { startDragging } from "./canvas/drag.js";
import { startEditor } from "./canvas/editor.js";
import { beginKeys, startKeys } from "./canvas/keys.js";
import { beginTogether, startTogether } from "./canvas/together.js";
import { beginWalk, startWalk } from "./canvas/walk.js";
import { readWords } from "./canvas/words.js";

/** A note is a button of the form only where no script runs. */
function quieten(face) {
  face.removeAttribute("name");
  face.type = "button";
}

for (const start of [startAdding, startEditor, startKeys, startDragging, startWalk, startTogether]) start();
whenever("#canvas", (sheet) => {
  readWords();
  sheet.querySelectorAll(".face").forEach(quieten);
  for (const begin of [beginAdding, beginKeys, beginWalk, beginTogether]) begin();
});
