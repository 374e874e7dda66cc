// Forms: sent once, honest about how it went, and not left by mistake.
import { formOf, on, takeToken, wasAsked, wentWell, word } from "./page.js";
import { say } from "./say.js";
import { show, showIfAsked } from "./saves.js";

const isWriting = (form) => form.method === "post" || form.matches("[hx-post], [data-hx-post]");
const pending = new WeakMap();
const again = new WeakMap(); // forms whose token was too old, by the button that was pressed

function hold(form) {
  const timer = setTimeout(() => showIfAsked(form, "saving"), 300);
  const release = setTimeout(() => free(form), 30000);
  pending.set(form, [timer, release]);
  form.setAttribute("aria-busy", "true");
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
}

function free(form) {
  pending.get(form)?.forEach(clearTimeout);
  pending.delete(form);
  form.removeAttribute("aria-busy");
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

const buttonsOf = (form) => [...form.elements].filter((part) => part.type === "submit");

/** A second press while the first is on its way does nothing; without a network nothing leaves. */
function submit(form, event) {
  if (!isWriting(form)) return;
  if (pending.has(form) || !navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!navigator.onLine) show(form, "offline");
    return;
  }
  hold(form);
  const plain = !form.matches("[hx-post], [data-hx-post]");
  if (plain) setTimeout(() => { if (event.defaultPrevented) free(form); });
}

/** An error page must not land inside a form: its words do, and what was typed stays. */
function catchErrorPage(event) {
  const { response, text } = event.detail.ctx;
  if (response.status < 400 || response.headers.get("HX-Redirect") || !/^\s*<!doctype/i.test(text ?? "")) return;
  event.preventDefault();
  const page = new DOMParser().parseFromString(text, "text/html");
  const title = page.querySelector("main h1")?.textContent.trim();
  if (renewed(event, page)) return;
  tell(event, title ? `${title}. ${word("failed")}` : word("failed"));
}

/** A form that was too old did nothing: with a token that fits it is sent once more, by itself; not in another's name. */
function renewed(event, page) {
  const form = formOf(event);
  const token = page.querySelector(".trouble[data-token]")?.dataset.token;
  if (!token || page.body.dataset.person !== document.body.dataset.person) return false;
  takeToken(token);
  if (!form || again.has(form)) return false;
  again.set(form, event.detail.ctx.request?.submitter ?? null);
  return true;
}

function tell(event, words) {
  const form = formOf(event);
  if (form) show(form, "failed", words);
  if (form || wasAsked(event)) say(words);
}

function finish(event) {
  const form = formOf(event);
  if (!form) return;
  free(form);
  const well = wentWell(event);
  if (form.isConnected && well) showIfAsked(form, "saved");
  if (well) again.delete(form);
  else if (again.get(form) !== undefined) {
    const button = again.get(form);
    again.set(form, undefined); // once only
    form.requestSubmit(button);
  }
}

function guardLeaving() {
  let leaving = false;
  on("submit", "form", () => { leaving = true; });
  on("input", "form[data-guard]", (form) => { leaving = false; form.dataset.touched = ""; });
  document.addEventListener("htmx:after:request", (event) => { if (wentWell(event)) delete formOf(event)?.dataset.touched; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && document.querySelector("form[data-guard][data-touched]")) event.preventDefault();
  });
}

export function startForms() {
  on("submit", "form", submit, true);
  document.addEventListener("htmx:after:request", catchErrorPage);
  document.addEventListener("htmx:before:request", (event) => {
    const form = formOf(event);
    if (form && !pending.has(form)) showIfAsked(form, "saving"); // saved while typing, without a press
  });
  document.addEventListener("htmx:finally:request", finish);
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx && !event.detail.ctx.response) tell(event, navigator.onLine ? word("failed") : word("offline"));
  });
  addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form").forEach(free); });
  on("keydown", "form[data-keep] textarea", (area, event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
  });
  guardLeaving();
}
