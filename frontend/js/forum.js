// Conversations: help while writing, what is new while reading. Every step works without it as a plain page.
import htmx from "htmx.org";
import { on, whenever } from "./page.js";

const LOOK_EVERY = 20000;
const IDLE_AFTER = 1800000;
const areaOf = (part) => part.closest("form").querySelector("[data-composer] textarea");

/** Type something into a textarea as a hand would, so that undoing works and the draft is kept. */
function type(area, words, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, words)) return;
  area.setRangeText(words, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(area, mark) {
  const { selectionStart: from, selectionEnd: to } = area;
  type(area, mark + area.value.slice(from, to) + mark);
  if (from === to) area.setSelectionRange(from + mark.length, from + mark.length);
}

function link(area) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  const start = area.selectionStart;
  if (/^https?:\/\/\S+$/.test(chosen)) {
    type(area, `[](${chosen})`);
    area.setSelectionRange(start + 1, start + 1);
  } else {
    type(area, `[${chosen}](https://)`);
    const end = area.selectionStart - 1;
    area.setSelectionRange(end - 8, end);
  }
}

function startLines(area, mark) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const chosen = area.value.slice(from, area.selectionEnd);
  type(area, chosen.split("\n").map((line) => mark + line).join("\n"), from, area.selectionEnd);
}

function showLeft(area) {
  const line = area.closest("[data-composer]").querySelector("[data-left]");
  const left = Number(area.dataset.limit) - area.value.length;
  line.hidden = left > 1000;
  line.textContent = String(left);
}

const previewOf = (form) => form.querySelector("[data-preview]");
const look = (part) => part && htmx.trigger(part, "look");
let typing = 0;

function togglePreview(button, event) {
  event.preventDefault();
  const preview = previewOf(button.form);
  preview.hidden = !preview.hidden;
  button.setAttribute("aria-expanded", String(!preview.hidden));
  if (!preview.hidden) look(preview.firstElementChild);
}

function previewSoon(area) {
  showLeft(area);
  const preview = previewOf(area.form);
  clearTimeout(typing);
  if (!preview.hidden) typing = setTimeout(() => look(preview.firstElementChild), 500);
}

/** Say to which post the reply belongs; an empty number: to none in particular. */
function answer(form, number) {
  form.elements.reply_to.value = number;
  form.querySelector("[data-answered]").textContent = number;
  form.querySelector(".answering").hidden = !number;
  areaOf(form.elements.reply_to).focus();
}

function answerHere(part, event) {
  const form = document.getElementById("reply-form");
  if (!form) return;
  event.preventDefault();
  answer(form, part.dataset.answers);
}

async function quoteHere(part, event) {
  const form = document.getElementById("reply-form");
  if (!form) return;
  event.preventDefault();
  const reply = await fetch(part.dataset.quotes).catch(() => null);
  if (!reply?.ok) { location.href = part.href; return; }
  const area = areaOf(form.elements.reply_to), end = area.value.length;
  const gap = !end || area.value.endsWith("\n\n") ? "" : "\n\n";
  answer(form, part.dataset.number);
  type(area, gap + await reply.text(), end, end);
  area.scrollIntoView({ block: "center" });
}

/** Ask from time to time what came after the last post of this page. */
function lookOut() {
  let alive = Date.now();
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, () => { alive = Date.now(); }, { passive: true });
  const ask = () => {
    if (!document.hidden && navigator.onLine && Date.now() - alive < IDLE_AFTER) look(document.getElementById("newer"));
  };
  setInterval(ask, LOOK_EVERY);
  document.addEventListener("visibilitychange", ask);
}

/** What arrives above the form must not move the line somebody is typing on. */
function holdStill(event) {
  const held = document.activeElement;
  if (event.detail.ctx?.sourceElement?.id !== "newer" || !held?.closest("#reply")) return;
  const before = held.getBoundingClientRect().top;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const moved = held.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 4) scrollBy({ top: moved, behavior: "instant" });
  }));
}

/** Tell the server, in small steps, up to which post this person has read. */
function noteReading(form) {
  form.hidden = true;
  let seen = 0, told = Number(form.dataset.reads), timer = 0;
  const tell = () => {
    if (seen <= told) return;
    told = form.elements.number.value = seen;
    const body = new URLSearchParams(new FormData(form));
    fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true }).catch(() => {});
  };
  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) { seen = Math.max(seen, Number(target.dataset.number)); watch.unobserve(target); }
    clearTimeout(timer);
    timer = setTimeout(tell, 1200);
  });
  whenever(".post[data-number]", (post) => watch.observe(post));
  addEventListener("pagehide", tell);
}

function startForum() {
  whenever("[data-composer] .toolbar, .answering [data-answers]", (part) => { part.hidden = false; });
  whenever("[data-composer] textarea", showLeft);
  whenever("[data-previews]", (button) => button.setAttribute("aria-expanded", String(!previewOf(button.form).hidden)));
  on("click", "[data-wrap]", (button) => wrap(areaOf(button), button.dataset.wrap));
  on("click", "[data-links]", (button) => link(areaOf(button)));
  on("click", "[data-lines]", (button) => startLines(areaOf(button), button.dataset.lines));
  on("click", "[data-previews]", togglePreview);
  on("input", "[data-composer] textarea", previewSoon);
  on("click", "[data-answers]", answerHere);
  on("click", "[data-quotes]", quoteHere);
  document.addEventListener("htmx:before:swap", holdStill);
  if (document.getElementById("posts")) lookOut();
  whenever("form[data-reads]", noteReading);
}

startForum();
