// What is left, by the clock of the server: this device's own may be wrong.
const two = (number) => String(number).padStart(2, "0");

function spell(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

let ahead = null; // of this device's clock; the answer that came fastest knows it best
let trip = Infinity;

/** The server has just said what time it is; `took` milliseconds passed between question and answer. */
export function tellTime(now, took = 1000) {
  if (took > trip && ahead !== null && Math.abs(Date.parse(now) - Date.now() - ahead) < 5000) return;
  trip = took;
  ahead = Date.parse(now) + took / 2 - Date.now();
}

function tick(place) {
  const { since, starts, ends, soon, on, over } = place.dataset;
  const [face, words] = place.children;
  const at = Date.now() + (ahead ?? 0);
  if (since) { face.textContent = spell(at - Date.parse(since)); return; }
  const begun = !starts || at >= Date.parse(starts);
  const left = Date.parse(begun ? ends : starts) - at;
  if (left > 0) face.textContent = spell(left);
  else if (starts) face.textContent = new Date(ends).toLocaleTimeString("el", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Athens" });
  else face.textContent = `−${spell(-left)}`;
  face.classList.toggle("low", begun && left < (starts ? 300000 : 60000) && (left > 0 || !starts));
  words.textContent = !begun ? soon : left > 0 ? on : over;
}

export function startClocks() {
  const first = document.querySelector("[data-clock]");
  if (first) tellTime(first.dataset.now);
  const all = () => document.querySelectorAll("[data-clock]").forEach(tick);
  all();
  setInterval(all, 1000);
  document.addEventListener("live:renewed", all);
}
