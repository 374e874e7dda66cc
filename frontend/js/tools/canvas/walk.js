// The two ways of seeing the sheet: the wall, or one step after the other. Narrow screens begin with the walk.
import { on, wasLedHere } from "../../page.js";
import { close } from "./editor.js";
import { sheet } from "./notes.js";

const NARROW = "(max-width: 55.99rem)";
const KEPT = "canvas:way";
let at = location.hash.startsWith("#canvas-step-") ? location.hash.slice(1) : ""; // where the walk stands, for a page that is drawn anew
let led = at !== "" && wasLedHere();
const steps = () => [...sheet().querySelectorAll(".canvas-step")];
const wall = () => sheet().querySelector(".wall");

function remembered() {
  try { return localStorage.getItem(KEPT); } catch { return null; }
}

function remember(way) {
  try { localStorage.setItem(KEPT, way); } catch { /* a private window keeps nothing */ }
}

export function show(way) {
  wall().dataset.way = way;
  sheet().dataset.way = way;
  for (const button of sheet().querySelectorAll(".canvas-ways [data-way]")) button.setAttribute("aria-pressed", String(button.dataset.way === way));
  sheet().querySelector(".canvas-turns").hidden = way !== "walk";
  for (const asks of sheet().querySelectorAll(".asks")) asks.open = way === "walk";
  stand(current() ?? steps()[0]);
}

const current = () => steps().find((step) => step.hasAttribute("data-here"));

/** Stand at a step; with `walked`, the eye and the focus go there. */
function stand(step, walked = false) {
  for (const one of steps()) one.toggleAttribute("data-here", one === step);
  for (const link of sheet().querySelectorAll(".canvas-steps a")) {
    const here = `canvas-step-${link.dataset.to}` === step.id;
    if (here && wall().dataset.way === "walk") link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
    if (here && walked) link.parentElement.scrollIntoView({ block: "nearest", inline: "center" });
  }
  at = step.id;
  const number = steps().indexOf(step);
  const [back, on_] = sheet().querySelectorAll(".canvas-turns [data-turn]");
  back.disabled = number === 0;
  on_.disabled = number === steps().length - 1;
  if (!walked) return;
  step.focus({ preventScroll: true });
  sheet().querySelector(".canvas-steps").scrollIntoView({ block: "start" });
}

/** Another step is another place: back leads to the one before. */
function go(step) {
  if (step.id !== at) history.pushState(null, "", `#${step.id}`);
  stand(step, true);
}

/** A sheet that stands in the page now: by what was chosen before, else by its width. */
export function beginWalk() {
  sheet().querySelector(".canvas-ways").hidden = false;
  for (const hint of sheet().querySelectorAll("[data-scripted]")) hint.hidden = false;
  const here = document.getElementById(at);
  if (here) here.setAttribute("data-here", "");
  show(remembered() ?? (matchMedia(NARROW).matches ? "walk" : "wall"));
  if (here && led && wall().dataset.way === "walk") stand(here, true);
  else if (here && led) here.querySelector(".block").scrollIntoView(); // on the wall a step has no box of its own
  led = false;
}

export function startWalk() {
  on("click", "#canvas .canvas-ways [data-way]", (button) => { remember(button.dataset.way); show(button.dataset.way); });
  on("click", "#canvas .canvas-turns [data-turn]", (button) => {
    close();
    go(steps()[steps().indexOf(current()) + Number(button.dataset.turn)]);
  });
  on("click", "#canvas .canvas-steps a", (link, event) => {
    if (wall().dataset.way !== "walk") return;
    event.preventDefault();
    close();
    go(document.getElementById(`canvas-step-${link.dataset.to}`));
  });
  addEventListener("popstate", () => {
    if (!sheet() || wall().dataset.way !== "walk") return;
    const step = location.hash ? document.getElementById(location.hash.slice(1)) : steps()[0];
    if (step?.matches(".canvas-step") && step.id !== at) stand(step, true);
  });
}
