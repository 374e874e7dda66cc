// What was done at the door waits on the phone until the server has named it: an entry for each act, so that two tabs
// never write over each other. Nothing else is ever taken away from here, not even signing out.
import { guarded, key } from "../live/outbox.js";

const beside = new Map(); // where storage is full or forbidden, the page alone remembers

/** The part of the page that says which event it is and who stands at its door. */
export const home = () => document.querySelector("[data-door]");

const prefix = () => `door:${home().dataset.event}:${home().dataset.person}:`;
const newId = () => key().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
let last = 0;

/** Milliseconds, and never the same twice in this page: acts keep their order. */
function next() {
  last = Math.max(last + 1, Date.now());
  return last;
}

/** Keep an act, {kind, seat or ticket, …}, and have it sent; answers its id. */
export function queueAct(act) {
  const whole = { id: newId(), n: next(), at: new Date().toISOString(), ...act };
  const place = prefix() + whole.id;
  const kept = guarded(() => { localStorage.setItem(place, JSON.stringify(whole)); return true; });
  if (!kept) beside.set(place, whole);
  document.dispatchEvent(new CustomEvent("door:queued", { detail: whole }));
  return whole.id;
}

/** What this phone still holds, in the order in which it was done. */
export function waiting() {
  const places = guarded(() => Object.keys(localStorage).filter((place) => place.startsWith(prefix()))) ?? [];
  const acts = places.map((place) => guarded(() => JSON.parse(localStorage.getItem(place)))).filter(Boolean);
  return [...acts, ...beside.values()].sort((one, other) => one.n - other.n);
}

/** The server has named it. */
export function drop(id) {
  guarded(() => localStorage.removeItem(prefix() + id));
  beside.delete(prefix() + id);
}
