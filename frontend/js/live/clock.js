// What is left, by the clock of the server: this device's own may be wrong.
const two = (number) => String(number).padStart(2, "0");

function spell(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

let ahead = 0;

/** The server has just said what time it is. */
export function tellTime(now) { ahead = Date.parse(now) - Date.now(); }

export function startClock(place) {
  if (!place) return;
  const { now, starts, ends, soon, on, over } = place.dataset;
  const [face, words] = place.children;
  tellTime(now);
  function tick() {
    const at = Date.now() + ahead;
    const begun = at >= Date.parse(starts);
    const left = Date.parse(begun ? ends : starts) - at;
    if (left > 0) face.textContent = spell(left);
    else face.textContent = new Date(ends).toLocaleTimeString("el", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Athens" });
    face.classList.toggle("low", begun && left > 0 && left < 300000);
    words.textContent = !begun ? soon : left > 0 ? on : over;
  }
  tick();
  setInterval(tick, 1000);
}
