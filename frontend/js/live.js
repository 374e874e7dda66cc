// The live room's script; loaded only where people are together. Without it the same page works by forms.
import { startBoard } from "./live/board.js";
import { startClocks } from "./live/clock.js";
import { startForms } from "./live/forms.js";
import { startKeys } from "./live/keys.js";
import { startLine } from "./live/line.js";
import { startMissed } from "./live/missed.js";
import { startPanes } from "./live/panes.js";
import { startVideo } from "./live/video.js";

/** The scripts of the panels on this page: parts/<name>.js answers, from its default, what it listens to. */
async function startParts(room) {
  const parts = {};
  for (const { id } of room.querySelectorAll("[role='tab'][data-script]")) {
    const name = id.replace("tab-", "");
    const { default: start } = await import(`./live/parts/${name}.js`);
    parts[name] = start(room) ?? {};
  }
  return parts;
}

const room = document.getElementById("live-room");

if (room) {
  startPanes(room);
  startKeys(room);
  startClocks();
  const parts = await startParts(room);
  const board = startBoard(room, parts);
  const line = startLine(room, board);
  startForms(room, board, line.outbox);
  startVideo(room);
  startMissed(room);
}
