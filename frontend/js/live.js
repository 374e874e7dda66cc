// The live room's script; loaded only where people are together. Without it the same page works by forms.
import { startBoard } from "./live/board.js";
import { startClock } from "./live/clock.js";
import { startForms } from "./live/forms.js";
import { startLine } from "./live/line.js";
import { startPanes } from "./live/panes.js";

const room = document.getElementById("live-room");

if (room) {
  startPanes(room);
  startClock(document.querySelector("[data-clock]"));
  const board = startBoard(room);
  const line = startLine(room, board);
  startForms(room, line.outbox);
}
