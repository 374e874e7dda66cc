// The list of names: two buttons a line; what waits on this phone is shown over what the server said last.
import { home, queueAct, waiting } from "./queue.js";

const rows = () => [...home().querySelectorAll("[data-seat]")];
let known = {}; // by seat: [presence, act, words], as the server said last
let fetched = "";

/** The line of a seat. */
export const rowOf = (seat) => home().querySelector(`[data-seat="${seat}"]`);

/** The line whose ticket this is; codes are compared without their dash. */
export const rowWith = (code) => rows().find((row) => row.dataset.ticket && row.dataset.ticket.replace("-", "") === code);

/** The name on a line. */
export const nameOf = (row) => row.querySelector("[id^=name-]").textContent;

const hour = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Athens" });

function show(row, presence, act, words) {
  row.dataset.presence = presence;
  row.dataset.act = act;
  row.querySelector("[data-said]").textContent = words;
  for (const button of row.querySelectorAll("[data-mark]")) {
    const pressed = button.dataset.mark === presence;
    button.setAttribute("aria-pressed", pressed);
    button.value = pressed ? "none" : button.dataset.mark;
  }
}

/** What an act that waits makes of its line. */
function overlay(act) {
  const row = act.seat ? rowOf(act.seat) : rowWith(act.ticket?.replace("-", ""));
  if (!row) return;
  const words = home().dataset;
  const waits = ` · ${words.pending}`;
  if (act.kind === "undo") show(row, "", "", words.unknown + waits);
  else if ((act.presence ?? "present") === "present") {
    if (row.dataset.presence !== "present") show(row, "present", act.id, words.present.replace("{when}", hour(act.at)) + waits);
  } else show(row, act.presence, "", (act.presence === "absent" ? words.absent : words.unknown) + waits);
}

/** All lines: as the server said, then as this phone did since. */
function draw() {
  for (const row of rows()) if (known[row.dataset.seat]) show(row, ...known[row.dataset.seat]);
  waiting().forEach(overlay);
  const present = rows().filter((row) => row.dataset.presence === "present").length;
  home().querySelector("[data-present-words]").textContent = home().dataset.count.replace("{present}", present).replace("{all}", rows().length);
}

/** The server's word; somebody who is not on the list yet has it fetched anew. */
export function showState(state) {
  known = state.seats;
  const missing = Object.keys(known).filter((seat) => !rowOf(seat)).join();
  if (missing && missing !== fetched) { fetched = missing; fetchList(); }
  draw();
}

async function fetchList() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok || answer.redirected) { fetched = ""; return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-list]");
  const old = home().querySelector("[data-list]");
  if (!fresh || !old) return;
  old.replaceWith(fresh);
  draw();
  document.dispatchEvent(new CustomEvent("door:list"));
}

function press(button) {
  const row = button.closest("[data-seat]");
  const seat = Number(row.dataset.seat);
  const pressed = button.getAttribute("aria-pressed") === "true";
  if (pressed && button.dataset.mark === "present") queueAct({ kind: "undo", seat, of: row.dataset.act });
  else queueAct({ kind: "mark", seat, presence: pressed ? "" : button.dataset.mark, was: row.dataset.presence });
}

export function startList() {
  // On window, so that it comes before house.js, which would hold the form and send it by itself.
  addEventListener("submit", (event) => {
    const button = event.submitter?.closest?.("[data-mark]");
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press(button);
  }, true);
  for (const row of rows()) known[row.dataset.seat] = [row.dataset.presence, row.dataset.act, row.querySelector("[data-said]").textContent];
  document.addEventListener("door:queued", draw);
  draw();
}
