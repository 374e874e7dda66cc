// A quiz that runs: answers go out as they are given, come back after a reload, and are handed in once.
import { on } from "../page.js";
import { say } from "../say.js";
import { ends, move, place, put, read } from "./answers.js";
import { home, queueAct, waiting } from "./queue.js";
import { countDown } from "./timer.js";

const TYPING = 1500; // milliseconds without a key before what is typed goes out
const PATIENCE = 15000; // for an answer to be kept before its hint or check is asked

let form;
const timers = new Map();

const parts = () => [...form.querySelectorAll("[data-slot]")];
const partOf = (slot) => form.querySelector(`[data-slot="${slot}"]`);
const bar = (what) => document.querySelector(`.quiz-bar ${what}`);
const buttons = () => [...form.querySelectorAll("button"), ...document.querySelectorAll(".quiz-bar .actions button")];
const mine = (act) => act?.attempt === form.dataset.quiz;
const said = (name) => document.getElementById("quiz-words").dataset[name] ?? "";
const key = (answer) => JSON.stringify(answer ?? null);

/** What a question says of its saving, beside it. */
function line(part, state, words) {
  const spot = part.querySelector("[data-saved]");
  spot.dataset.state = state;
  spot.textContent = words;
}

/** What is to be known of an answer: said once, and standing beside it. */
function tell(part, words) {
  let spot = part.querySelector("[data-told]");
  if (!spot && !words) return;
  if (!spot) {
    spot = Object.assign(document.createElement("p"), { className: "told" });
    spot.dataset.told = "";
    part.querySelector(".quiz-under").before(spot);
  }
  spot.textContent = words;
  if (words) say(words);
}

function count() {
  const open = parts().filter((part) => !part.hasAttribute("data-answered"));
  bar("[data-answered-count]").textContent = said("answeredWords").replace("{n}", parts().length - open.length);
  return open;
}

function mark(part, answer) {
  part.toggleAttribute("data-answered", answer !== null);
  const link = form.querySelector(`[data-overview="${part.dataset.slot}"]`);
  link.classList.toggle("done", answer !== null);
  link.querySelector(".unseen").textContent = said(answer === null ? "notAnswered" : "isAnswered");
  count();
}

/** Send what a question says now, if that is new. */
function save(part) {
  clearTimeout(timers.get(part));
  timers.delete(part);
  if (part.hasAttribute("data-locked") || form.hasAttribute("data-handed")) return;
  const answer = read(part);
  if (key(answer) === part.dataset.last) return;
  const revision = Number(part.dataset.revision) + 1;
  Object.assign(part.dataset, { revision, last: key(answer) });
  mark(part, answer);
  line(part, "waiting", said(navigator.onLine ? "saving" : "waits"));
  const value = { revision, answer };
  part.dataset.act = queueAct({ kind: "quiz-answer", attempt: form.dataset.quiz, slot: Number(part.dataset.slot), value });
}

function soon(part) {
  clearTimeout(timers.get(part));
  timers.set(part, setTimeout(save, TYPING, part));
}

const saveAll = () => { for (const part of [...timers.keys()]) save(part); };

/** An answer from elsewhere, or from before a reload, stands here too. */
function take(act) {
  const part = partOf(act.slot);
  if (!part || act.value.revision < Number(part.dataset.revision)) return false;
  clearTimeout(timers.get(part));
  timers.delete(part);
  put(part, act.value.answer);
  Object.assign(part.dataset, { revision: act.value.revision, last: key(read(part)), act: act.id });
  mark(part, act.value.answer);
  line(part, "waiting", said("waits"));
  return true;
}

/** Once the answer of a question is safe; false when that takes too long. */
function settled(part) {
  const until = Date.now() + PATIENCE;
  return new Promise((done) => {
    (function look() {
      if (!waiting().some((act) => mine(act) && act.slot === Number(part.dataset.slot))) done(true);
      else if (Date.now() > until || !navigator.onLine) done(false);
      else setTimeout(look, 150);
    })();
  });
}

/** A hint or a check: asked of the server once the answer is there. */
async function ask(button) {
  const part = button.closest("[data-slot]");
  save(part);
  button.setAttribute("aria-disabled", "true");
  if (!(await settled(part))) { button.removeAttribute("aria-disabled"); tell(part, said("needsNetwork")); return; }
  const body = new URLSearchParams({ csrf_token: home().dataset.token, do: button.value });
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.getElementById(part.id);
  if (!fresh) { button.removeAttribute("aria-disabled"); tell(part, said("needsNetwork")); return; }
  part.replaceWith(fresh);
  ready(fresh);
  fresh.tabIndex = -1;
  fresh.focus({ preventScroll: true });
  const refused = page.querySelector(".flashes .alarm");
  if (refused) tell(fresh, refused.textContent.trim());
  else say([...fresh.querySelectorAll(".told, .verdict p")].map((one) => one.textContent.trim()).join(" "));
}

function ready(part) {
  part.dataset.last = key(read(part));
  for (const button of part.querySelectorAll("[data-move]")) button.hidden = false;
  const list = part.querySelector("[data-places]");
  if (list && !part.hasAttribute("data-locked")) ends(list);
}

function lock(words) {
  form.setAttribute("data-handed", "");
  for (const part of parts()) part.querySelector("fieldset").disabled = true;
  for (const button of buttons()) button.disabled = true;
  bar("[data-bar-words]").textContent = words;
  say(words);
}

function unlock() {
  form.removeAttribute("data-handed");
  for (const part of parts()) part.querySelector("fieldset").disabled = part.hasAttribute("data-locked");
  for (const button of buttons()) button.disabled = false;
  for (const list of form.querySelectorAll("[data-places]")) ends(list);
  bar("[data-bar-words]").textContent = "";
}

function handIn() {
  saveAll();
  if (form.hasAttribute("data-handed")) return;
  queueAct({ kind: "quiz-submit", attempt: form.dataset.quiz, value: {} });
  lock(said(navigator.onLine ? "handingIn" : "willHandIn"));
}

function askSure(sure) {
  saveAll();
  const open = count();
  const numbers = open.map((part) => part.dataset.slot).join(", ");
  sure.querySelector("[data-unanswered]").textContent = open.length ? said("unanswered").replace("{numbers}", numbers) : said("allAnswered");
  sure.showModal();
}

function kept({ detail }) {
  const { act } = detail;
  if (!mine(act)) return;
  if (act.kind === "quiz-submit") { location.assign(form.dataset.result); return; }
  const part = partOf(act.slot);
  if (!part || part.dataset.act !== act.id) return;
  line(part, "saved", detail.words);
  const known = Number(part.dataset.revision);
  tell(part, detail.told);
  if (detail.told) renewIfOlder(part, known, detail.told);
}

/** What another window said last stands here, with a word about it. */
async function renewIfOlder(part, known, told) {
  const answer = await fetch(form.dataset.result).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page) return;
  const fresh = page.getElementById(part.id);
  if (!page.querySelector("[data-quiz]")) { location.reload(); return; } // it was handed in elsewhere
  if (!fresh || Number(fresh.dataset.revision) <= known) return;
  const focused = part.contains(document.activeElement);
  part.replaceWith(fresh);
  ready(fresh);
  mark(fresh, read(fresh));
  tell(fresh, told);
  if (focused) { fresh.tabIndex = -1; fresh.focus({ preventScroll: true }); }
}

function refused(event) {
  const { detail } = event;
  if (!mine(detail.act)) return;
  if (detail.act.kind === "quiz-submit") { unlock(); return; }
  const part = partOf(detail.act.slot);
  if (part) { event.preventDefault(); line(part, "failed", ""); tell(part, detail.sentence); }
}

/** Another tab of this device answered: its answer stands here at once. */
function elsewhere(event) {
  const text = event.key?.startsWith("learning:") ? event.newValue ?? event.oldValue : null;
  const act = text ? parsed(text) : null;
  if (!mine(act)) return;
  if (!event.newValue) { // the server has named it
    if (act.kind === "quiz-submit") location.reload();
    return;
  }
  if (act.kind === "quiz-submit") lock(said("handingIn"));
  else if (act.kind === "quiz-answer" && take(act)) tell(partOf(act.slot), said("elsewhere"));
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function listen() {
  const here = (event) => event.target.closest?.("[data-slot]");
  form.addEventListener("input", (event) => { if (event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) soon(here(event)); });
  form.addEventListener("change", (event) => {
    const part = here(event);
    if (event.target.closest("[data-places]")) place(part, event.target);
    save(part);
  });
  on("click", "[data-quiz] [data-move]", (button) => { const part = button.closest("[data-slot]"); move(part, button); save(part); });
  // On window, so that it comes before house.js, which would send the form and leave the page.
  addEventListener("submit", (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const what = event.submitter?.value ?? "save";
    if (what === "hand-in") askSure(document.querySelector("[data-sure]"));
    else if (what === "save") saveAll();
    else ask(event.submitter);
  }, true);
  document.addEventListener("learning:kept", kept);
  document.addEventListener("learning:refused", refused);
  addEventListener("storage", elsewhere);
  addEventListener("pagehide", saveAll);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveAll(); }, true);
}

function asksToBeSure() {
  const sure = document.querySelector("[data-sure]");
  sure.querySelector("[data-stay]").addEventListener("click", () => sure.close());
  sure.querySelector("[data-do-hand-in]").addEventListener("click", () => { sure.close(); handIn(); });
}

export function startQuiz() {
  form = document.querySelector("[data-quiz]");
  if (!form || !home()) return;
  parts().forEach(ready);
  for (const act of waiting().filter(mine)) {
    if (act.kind === "quiz-answer") take(act);
    else if (act.kind === "quiz-submit") lock(said("willHandIn"));
  }
  for (const button of document.querySelectorAll("[data-plain]")) button.hidden = true;
  count();
  listen();
  asksToBeSure();
  if (form.dataset.due) countDown(form, form.querySelector("[data-left]"), handIn);
}
