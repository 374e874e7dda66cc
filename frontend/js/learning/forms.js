// Forms with data-act go through the queue instead of leaving the page: <form data-act="answered" data-block="7">.
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

function line(form, state, words) {
  const place = form.querySelector("[data-saves]");
  if (!place) return;
  place.dataset.state = state;
  place.textContent = words;
}

function wait(form) {
  form.setAttribute("aria-busy", "true");
  line(form, "saving", home().dataset.saving);
}

/** Why it waits; who has to sign in again is led to where that is. */
function sayWhy({ out, words }) {
  for (const form of document.querySelectorAll("form[data-act][aria-busy=true]")) {
    line(form, "offline", words);
    if (out) form.querySelector("[data-saves]")?.append(Object.assign(document.createElement("a"), { href: `#${home().id}`, textContent: home().dataset.go }));
  }
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
  form.removeAttribute("aria-busy");
  line(form, "saved", words);
  // Going on is for whoever still waits for it, not for what comes home minutes later.
  if (form.dataset.then && Date.now() - pressed.get(form) < PATIENCE) location.assign(form.dataset.then);
  else renew(form.closest("[data-part]"));
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
    const form = event.target.closest?.("form[data-act]");
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
  document.addEventListener("learning:refused", ({ detail }) => {
    for (const form of detail.act ? formsOf(detail.act) : []) { form.removeAttribute("aria-busy"); line(form, "failed", detail.sentence); }
  });
  document.addEventListener("learning:waiting", ({ detail }) => sayWhy(detail));
  whenever("form[data-act]", restore);
  whenever("[data-opens]", (part) => queueAct({ kind: "opened", lesson: Number(part.dataset.opens) }));
}
