// On phones one step at a time; on wide screens, and without scripts, all of them on one page.
import { whenever } from "../page.js";

const narrow = matchMedia("(max-width: 46rem)");
let at = null; // the id of the step that is shown

const walk = () => document.querySelector("[data-walk]");
const steps = () => [...document.querySelectorAll("[data-walk] [data-step], #result")];
const isWalking = () => Boolean(walk()) && narrow.matches;

function wanted() {
  const wrong = document.querySelector("[data-walk] [aria-invalid='true']")?.closest("[data-step]");
  const named = document.getElementById(location.hash.slice(1));
  return wrong ?? steps().find((step) => step.id === at) ?? steps().find((step) => step === named || step.contains(named)) ?? steps()[0];
}

function show() {
  const walking = isWalking();
  const now = walking ? wanted() : null;
  at = now?.id ?? at;
  for (const step of steps()) step.hidden = walking && step !== now;
  document.querySelectorAll("#tool .no-script").forEach((part) => { part.hidden = true; });
  document.querySelectorAll(".walk-on").forEach((part) => { part.hidden = !walking; });
  document.querySelectorAll(".walk-steps a").forEach((link) => {
    if (now && link.hash === `#${now.id}`) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  const field = document.querySelector("#tool-form [name='_step']");
  if (field) field.value = at?.startsWith("step-") ? at : "";
  if (walk()) document.getElementById("tool").classList.toggle("walking", walking);
}

/** Another step is another place: back leads to the one before, and a page that is opened again opens here. */
function go(id) {
  if (id !== at) history.pushState(null, "", `#${id}`);
  reach(id);
}

function reach(id) {
  at = id;
  show();
  const step = document.getElementById(id);
  step?.focus({ preventScroll: true });
  document.getElementById("tool").scrollIntoView({ block: "start" });
  document.querySelector(".walk-steps [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function move(by) {
  if (!isWalking()) { document.getElementById("result")?.scrollIntoView(); return; }
  const all = steps();
  const next = all[all.findIndex((step) => step.id === at) + by];
  if (next) go(next.id);
}

export function startWalk() {
  show();
  if (!walk()) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-walk-to]");
    if (button) move(button.dataset.walkTo === "back" ? -1 : 1);
    const link = event.target.closest?.(".walk-steps a, #wrong a, #conflicts a, .comments a[href^='#f-']");
    const target = link && document.getElementById(link.hash.slice(1));
    const step = target?.closest("[data-step], #result");
    if (!step || !isWalking()) return;
    event.preventDefault();
    go(step.id);
    if (target !== step) target.focus?.();
  });
  document.addEventListener("toolbox:on", () => move(1));
  document.addEventListener("toolbox:drawn", show);
  addEventListener("popstate", () => { if (isWalking()) reach(location.hash.slice(1) || steps()[0]?.id); });
  narrow.addEventListener("change", show);
  whenever("#result", show);
}
