// How much time a quiz leaves: by the server's clock, said politely twice, and once when it is over.
import { say } from "../say.js";

const TOLD = [5 * 60000, 60000];

/** Count down in `place`; `over` is called once when nothing is left. */
export function countDown(form, place, over) {
  const span = Date.parse(form.dataset.due) - Date.parse(form.dataset.now);
  const began = Date.now();
  let last = span + 1;
  let timer = null;

  function look() {
    const left = Math.max(0, span - (Date.now() - began));
    const seconds = Math.ceil(left / 1000);
    place.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    TOLD.forEach((mark, index) => { if (last > mark && left <= mark && left > 0) say(form.dataset[index ? "oneLeft" : "fiveLeft"]); });
    form.toggleAttribute("data-short", left <= TOLD[0]);
    last = left;
    if (left > 0) return;
    clearInterval(timer);
    over();
  }

  place.hidden = false;
  timer = setInterval(look, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();
}
