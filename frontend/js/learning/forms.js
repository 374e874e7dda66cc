// Forms with data-act go through the queue instead of leaving the page: <form data-act="answered" data-block="7">.
// What has files to send goes the plain way: data-plain.
import { say } from "../say.js";
import { home, queueAct, waiting } from "./queue.js";
import { whenever } from "../page.js";

const OURS = /^(csrf_token|act|once)$/;
const PATIENCE = 8000;
const pressed = new WeakMap();
const NUMBERS = ["lesson", "block", "slot"];

function actOf(form, submitter) {
  const fields = [...new FormData(form, submitter)].filter(([name, value]) => !OURS.test(name) && typeof value === "string");
  const act = { kind: form.dataset.act, value: { fields } };
  for (const name of NUMBERS) if (form.dataset[name]) act[name] = Number(form.dataset[name]);
  if (form.dataset.attempt) act.attempt = form.dataset.attempt;
  return act;
}

const same = (one, other) => JSON.stringify([one.kind, one.lesson, one.block, one.slot, one.attempt, one.value]) === JSON.stringify([other.kind, other.lesson, other.block, other.slot, other.attempt, other.value]);
const isOf = (form, act) => form.dataset.act === act.kind && NUMBERS.every((name) => Number(form.dataset[name] ?? 0) === (act[name] ?? 0)) && (form.dataset.attempt ?? "") === (act.attempt ?? "");
const formsOf = (act) => [...document.querySelectorAll("form[data-act]")].filter((form) => isOf(form, act));

/** The line of a form, if it has one, says how saving goes. */
function line(form, state, words) {
  const place = form.querySelector("[data-saves]");
  if (!place) return null;
  place.dataset.state = state;
  place.textContent = words;
  return place;
}

/** On its way: the button turns. */
function wait(form) {
  form.dataset.waits = "";
  form.setAttribute("aria-busy", "true");
  line(form, "saving", home().dataset.saving);
}

function rest(form) {
  delete form.dataset.waits;
  form.removeAttribute("aria-busy");
}

/** Why it waits: nothing turns meanwhile. */
function sayWhy({ out, words }) {
  for (const form of document.querySelectorAll("form[data-act][data-waits]")) {
    form.removeAttribute("aria-busy");
    if (out) leadToSignIn(form);
    else line(form, "offline", words);
  }
}

/** The words are kept here; the page says below why, and that is the place to sign in. */
function leadToSignIn(form) {
  const { held, go } = home().dataset;
  line(form, "offline", `${held} `)?.append(Object.assign(document.createElement("a"), { href: `#${home().id}`, textContent: go }));
}

/** What the server says now of a part of the page. */
async function renew(part) {
  const answer = part && (await fetch(part.dataset.part, { headers: { "HX-Request": "true" } }).catch(() => null));
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  const focused = part.contains(document.activeElement);
  part.replaceWith(fresh);
  fresh.dispatchEvent(new CustomEvent("htmx:after:process", { bubbles: true })); // the house looks at what is new
  if (focused) { fresh.tabIndex = -1; fresh.focus({ preventScroll: true }); }
}

function kept(form, words) {
  rest(form);
  line(form, "saved", words);
  // Going on is for whoever still waits for it, not for what comes home minutes later.
  if (form.dataset.then && Date.now() - pressed.get(form) < PATIENCE) location.assign(form.dataset.then);
  else renew(form.closest("[data-part]"));
}

/** Said where it was done; false where there is no place for it. */
function refused(form, sentence) {
  rest(form);
  const place = line(form, "failed", sentence);
  if (place && place.getAttribute("role") !== "status") say(sentence);
  return place !== null;
}

/** Whoever has just signed in waits for it as if it had been pressed now. */
function waitAgain() {
  for (const form of document.querySelectorAll("form[data-act][data-waits]")) {
    if (pressed.has(form)) pressed.set(form, Date.now());
    wait(form);
  }
}

/** What was chosen before the network went stands there again. */
function restore(form) {
  const act = waiting().filter((one) => isOf(form, one)).at(-1);
  if (!act) return;
  for (const [name, value] of act.value.fields ?? [])
    for (const field of form.elements[name]?.length && !form.elements[name].options ? form.elements[name] : [form.elements[name]]) {
      if (!field) continue;
      if (/radio|checkbox/.test(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  wait(form);
}

export function startForms() {
  // On window, so that it comes before house.js, which would hold the form and send it by itself.
  addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-act]:not([data-plain])");
    if (!form || !home()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const act = actOf(form, event.submitter);
    if (waiting().some((one) => same(one, act))) return; // a second tap
    wait(form);
    pressed.set(form, Date.now());
    queueAct(act);
  }, true);
  document.addEventListener("learning:kept", ({ detail }) => {
    for (const form of detail.act ? formsOf(detail.act) : []) kept(form, detail.words);
    if (detail.act?.block) document.querySelectorAll("[data-part][data-renews]").forEach(renew);
  });
  document.addEventListener("learning:refused", (event) => {
    const { act, sentence } = event.detail;
    const said = (act ? formsOf(act) : []).map((form) => refused(form, sentence));
    if (said.includes(true)) event.preventDefault();
  });
  document.addEventListener("learning:signed-out", ({ detail }) => leadToSignIn(detail.form));
  document.addEventListener("learning:signed-in", waitAgain);
  document.addEventListener("learning:waiting", ({ detail }) => sayWhy(detail));
  whenever("form[data-act]", restore);
  whenever("[data-opens]", (part) => queueAct({ kind: "opened", lesson: Number(part.dataset.opens) }));
}
