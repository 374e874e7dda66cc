// Small help while writing: marks, a preview, how many words there are.
import { block, link, startLines, wrap } from "../composer/typing.js";
import { on, whenever } from "../page.js";

export const AREA = "form[data-work] textarea[name='body']";
const areaOf = (part) => part.closest("form").querySelector("textarea[name='body']");
const look = (form) => window.htmx?.trigger(form.querySelector("[data-preview] .prose"), "look");
const KEYS = { b: (area) => wrap(area, "**"), i: (area) => wrap(area, "_"), k: link };
let typing = 0;

function count(area) {
  const line = area.closest("form").querySelector("[data-words]");
  if (!line) return;
  const words = area.value.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
  const left = Number(area.dataset.limit) - area.value.length;
  line.textContent = (words === 1 ? line.dataset.one : line.dataset.many).replace("{}", words) + (left < 1000 ? ` · ${left}` : "");
  line.classList.toggle("near", left < 0);
}

function toggle(button, event) {
  event.preventDefault();
  const preview = button.form.querySelector("[data-preview]");
  preview.hidden = !preview.hidden;
  button.setAttribute("aria-expanded", String(!preview.hidden));
  if (!preview.hidden) look(button.form);
}

function typed(area) {
  count(area);
  clearTimeout(typing);
  if (!area.form.querySelector("[data-preview]").hidden) typing = setTimeout(() => look(area.form), 600);
}

function pressed(area, event) {
  const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(area);
}

export function startWriting() {
  whenever("form[data-work] .toolbar", (part) => { part.hidden = false; });
  whenever(AREA, count);
  whenever("[data-looks]", (button) => button.setAttribute("aria-expanded", String(!button.form.querySelector("[data-preview]").hidden)));
  on("click", "form[data-work] [data-wrap]", (button) => wrap(areaOf(button), button.dataset.wrap));
  on("click", "form[data-work] [data-lines]", (button) => startLines(areaOf(button), button.dataset.lines));
  on("click", "form[data-work] [data-inserts]", (button) => block(areaOf(button), button.dataset.inserts));
  on("click", "form[data-work] [data-links]", (button) => link(areaOf(button)));
  on("click", "[data-looks]", toggle);
  on("input", AREA, typed);
  on("keydown", AREA, pressed);
}
