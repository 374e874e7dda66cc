// A code, typed or read by the camera: who it is is said at once, from the list that this phone has.
import { say } from "../say.js";
import { nameOf, rowOf, rowWith } from "./list.js";
import { home, queueAct } from "./queue.js";

const SHAPE = /^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}$/;
const GREEK = "ΑΒΕΖΗΚΜΝΡΤΥΧ";
const ALIKE = "ABEZHKMNPTYX";
let latest = ""; // the act whose outcome the line below the field tells

/** The letters of a ticket in what was typed or read, be it a whole address; null where there is none. */
export function readTicket(typed) {
  const bare = typed.slice(0, 200).normalize("NFD").toUpperCase().replace(/.*\/TICKET\//, "")
    .replace(/[Α-Ω]/g, (letter) => ALIKE[GREEK.indexOf(letter)] ?? letter).replace(/[^\p{L}\p{N}]/gu, "");
  return SHAPE.test(bare) ? bare : null;
}

function show(state, words) {
  const place = home().querySelector("[data-door-said]");
  place.hidden = false;
  place.dataset.state = state;
  place.textContent = words;
  say(words);
}

/** Take a code; true where it is one. */
export function scan(typed) {
  const code = readTicket(typed);
  const words = home().dataset;
  if (!code) { show("alarm", words.noTicket); return false; }
  const row = rowWith(code);
  const was = row?.dataset.presence;
  latest = queueAct({ kind: "scan", ticket: `${code.slice(0, 4)}-${code.slice(4)}` });
  if (!row) show("info", words.notHere);
  else show(was === "present" ? "info" : "good", words[was === "present" ? "already" : "scanned"].replace("{name}", nameOf(row)));
  return true;
}

/** What the server made of an act: said where it is not what was said already. */
export function tell(outcome, act) {
  if (outcome.word === "kept" && act.id !== latest) return;
  if (outcome.word === "again" && act.kind === "scan" && act.id !== latest) return;
  const row = outcome.seat ? rowOf(outcome.seat) : null;
  if (outcome.word === "kept" && act.kind === "scan" && row) return; // said when it was read
  show({ kept: "good", again: "info" }[outcome.word] ?? "alarm", outcome.sentence);
}

export function startScan() {
  addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-scan]");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = form.elements.code;
    if (scan(field.value)) field.value = "";
    field.focus();
  }, true);
}
