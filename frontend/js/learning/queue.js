// What a learner did waits on the device until the server has named it: an entry for each act, so that two tabs
// never write over each other. Nothing else is ever taken away from here.
import { guarded, key } from "../live/outbox.js";

const EPOCH = Date.UTC(2026, 0, 1);
const COUNT = "learning:count";
const beside = new Map(); // where storage is full or forbidden, the page alone remembers

/** The part of the page that says where acts go and whose they are; null for guests. */
export const home = () => document.querySelector("[data-acts]");

const prefix = () => `learning:${home()?.dataset.person}:`;

/** Seconds, and never the same twice on this device: what is counted later wins. */
function next() {
  const last = Number(guarded(() => localStorage.getItem(COUNT))) || 0;
  const count = Math.max(last + 1, Math.floor((Date.now() - EPOCH) / 1000));
  guarded(() => localStorage.setItem(COUNT, count));
  return count;
}

const newId = () => key().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** Keep an act, {kind, lesson or block, value, …}, and have it sent; answers its id. */
export function queueAct(act) {
  if (!home()) return null;
  const whole = { id: newId(), seq: next(), made_at: new Date().toISOString(), ...act };
  const place = prefix() + whole.id;
  const kept = guarded(() => { localStorage.setItem(place, JSON.stringify(whole)); return true; });
  if (!kept) beside.set(place, whole);
  document.dispatchEvent(new CustomEvent("learning:queued", { detail: whole }));
  return whole.id;
}

/** What this person's device still holds, in the order in which it was done. */
export function waiting() {
  const places = guarded(() => Object.keys(localStorage).filter((place) => place.startsWith(prefix()))) ?? [];
  const acts = places.map((place) => guarded(() => JSON.parse(localStorage.getItem(place)))).filter(Boolean);
  return [...acts, ...beside.values()].sort((one, other) => one.seq - other.seq);
}

/** The server has named it. */
export function drop(id) {
  guarded(() => localStorage.removeItem(prefix() + id));
  beside.delete(prefix() + id);
}
