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
  else if (starts) face.textContent = new Date(ends).toLocaleTimeString("el", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Athens" });
  else face.textContent = `−${spell(-left)}`;
  face.classList.toggle("low", begun && left < (starts ? 300000 : 60000) && (left > 0 || !starts));
  words.textContent = !begun ? soon : left > 0 ? on : over;
}

/** How far behind whoever leads is, if what is left took as long as it should; said once, and again when it grows by five. */
let saidBehind = 0;
function tellBehind(place) {
  const { ends, rest, until, one, many } = place.dataset;
  const at = Date.now() + (ahead ?? 0);
  const minutes = Math.round((Math.max(at, Date.parse(ends) || at) + Number(rest) * 60000 - Date.parse(until)) / 60000);
  place.hidden = minutes <= 0;
  if (minutes <= 0) { saidBehind = 0; return; }
  const words = minutes === 1 ? one : many.replace("{n}", minutes);
  const line = place.querySelector("span");
  if (line.textContent !== words) line.textContent = words;
  if (minutes >= saidBehind + 5 || !saidBehind) { saidBehind = minutes; document.dispatchEvent(new CustomEvent("say", { detail: words })); }
}

export function startClocks() {
  const first = document.querySelector("[data-clock]");
  if (first) tellTime(first.dataset.now);
  const all = () => { document.querySelectorAll("[data-clock]").forEach(tick); document.querySelectorAll("[data-behind]").forEach(tellBehind); };
  all();
  setInterval(all, 1000);
  document.addEventListener("live:renewed", all);
}
