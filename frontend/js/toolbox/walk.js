// One step at a time, the result beside them or after the last; without scripts all of them on one page.
import { wasLedHere, wentWell, whenever } from "../page.js";
import { draw, pairsOf, sheet } from "./sheet.js";

const beside = matchMedia("(min-width: 70rem)"); // as in tool.css
let at = null; // the id of the step where somebody is: the result too, also while it stands beside the questions
let shown = null; // the id of the step that is on the screen

const walk = () => document.querySelector("[data-walk]");
const isWalking = () => document.querySelectorAll("[data-walk] [data-step]").length > 1;
/** Where the result stands beside the questions it is seen all the time, and is no step. */
const seesBoth = () => beside.matches && Boolean(document.querySelector("#tool.beside"));
const steps = () => [...document.querySelectorAll(seesBoth() ? "[data-walk] [data-step]" : "[data-walk] [data-step], #result")];

const stepAt = (part) => part && steps().find((step) => step === part || step.contains(part));
const wrong = () => stepAt(document.querySelector("[data-walk] [aria-invalid='true']"));
const named = () => stepAt(document.getElementById(location.hash.slice(1)));

function show() {
  const walking = isWalking();
  const apart = seesBoth() && at === "result"; // came here on a narrow screen, and finds the result again on one
  const now = walking ? steps().find((step) => step.id === at) ?? (apart ? steps().at(-1) : named() ?? steps()[0]) : null;
  shown = now?.id ?? shown;
  if (!apart) at = shown ?? at;
  document.querySelectorAll("[data-walk] [data-step]").forEach((step) => { step.hidden = walking && step !== now; });
  // Not `hidden`: on paper the result stands, whatever step is on the screen.
  const result = document.getElementById("result");
  result?.toggleAttribute("data-away", walking && !seesBoth() && now !== result);
  document.querySelectorAll("#tool .no-script").forEach((part) => { part.hidden = true; });
  document.querySelectorAll(".walk-on").forEach((part) => { part.hidden = !walking || (seesBoth() && part.matches("#result *")); });
  document.querySelectorAll(".walk-steps a").forEach((link) => {
    link.parentElement.hidden = seesBoth() && link.hash === "#result";
    if (now && link.hash === `#${now.id}`) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  const keeps = document.querySelector("#keeping [formaction$='/keeping']"); // one button leads on: the next step, then keeping
  keeps?.classList.toggle("quiet", walking && now !== steps().at(-1));
  document.querySelectorAll("[data-walk-to='on']").forEach((button) => { button.hidden = seesBoth() && now === steps().at(-1); });
  const field = document.querySelector("#tool-form [name='_step']");
  if (field) field.value = shown?.startsWith("step-") ? shown : "";
  if (walk()) document.getElementById("tool").classList.toggle("walking", walking);
}

/** Another step is another place: back leads to the one before, and a page that is opened again opens here. */
function go(id) {
  if (id !== shown) history.pushState(null, "", `#${id}`);
  reach(id);
}

function reach(id) {
  at = id;
  show();
  const step = document.getElementById(id);
  step?.focus({ preventScroll: true });
  document.getElementById("tool").scrollIntoView({ block: "start" });
  seeWhere();
}

/** The step that is shown comes into the middle of the row of them; the page stays where it is. */
function seeWhere() {
  const link = document.querySelector(".walk-steps [aria-current]");
  const row = link?.closest("ol");
  if (row) row.scrollLeft += link.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - link.offsetWidth) / 2;
}

let odd = false; // the result that grew last could not read an answer

/** Nobody walks on past an answer that was not understood without having been told. */
async function readable() {
  if (!odd && !document.getElementById("wrong")) return true;
  return !(await draw(pairsOf(sheet()))) || !wrong();
}

async function onward() {
  if (await readable()) move(1);
}

function move(by) {
  const all = steps();
  const next = isWalking() && all[all.findIndex((step) => step.id === shown) + by];
  if (next) go(next.id);
  else document.getElementById("result")?.scrollIntoView();
}

/** What was answered in another way than asked is what has to be seen. */
function drawn() {
  at = wrong()?.id ?? at;
  show();
  seeWhere();
}

/** After the browser has gone by itself to where the address leads. */
function whenLoaded(act) {
  if (document.readyState === "complete") act();
  else addEventListener("load", () => requestAnimationFrame(act), { once: true });
}

export function startWalk() {
  drawn();
  document.querySelector("#conflicts, #wrong")?.focus();
  if (!walk()) return;
  if (wasLedHere() && named()?.id === location.hash.slice(1)) whenLoaded(() => reach(shown)); // with the row of steps, not past it
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-walk-to]");
    if (button?.dataset.walkTo === "back") move(-1);
    else if (button) onward();
    const link = event.target.closest?.(".walk-steps a, #wrong a, #conflicts a, .comments a[href^='#f-']");
    const target = link && document.getElementById(link.hash.slice(1));
    const step = stepAt(target);
    if (!step || !isWalking()) return;
    event.preventDefault();
    go(step.id);
    if (target !== step) target.focus?.();
  });
  document.addEventListener("toolbox:on", onward);
  document.addEventListener("htmx:after:request", (event) => { if (event.detail?.ctx?.sourceElement?.id === "result") odd = !wentWell(event); });
  document.addEventListener("toolbox:drawn", drawn);
  addEventListener("popstate", () => {
    const step = location.hash ? named() : steps()[0];
    if (step && step.id !== shown && isWalking()) reach(step.id);
  });
  beside.addEventListener("change", show);
  whenever("#result", show);
}
