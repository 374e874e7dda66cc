// Writing with a little help: marks around words, a preview, and answering a post with or without its words.
import { on, whenever } from "./page.js";

const areaOf = (part) => part.closest("form").querySelector("[data-composer] textarea");

/** Put text in the place of what is chosen, so that undo still works; then choose `from`…`to` of it. */
function write(area, words, from = words.length, to = from) {
  const start = area.selectionStart;
  area.focus();
  if (!document.execCommand("insertText", false, words)) area.setRangeText(words);
  area.setSelectionRange(start + from, start + to);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

const chosen = (area) => area.value.slice(area.selectionStart, area.selectionEnd);

function wrap(area, mark) {
  const words = chosen(area);
  write(area, mark + words + mark, mark.length, mark.length + words.length);
}

function link(area) {
  const words = chosen(area);
  const isAddress = /^https?:\/\//.test(words);
  const written = isAddress ? `[](${words})` : `[${words}](https://)`;
  const place = isAddress ? 1 : written.length - 1;
  write(area, written, place);
}

function lines(area, mark) {
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  area.setSelectionRange(start, area.selectionEnd);
  write(area, chosen(area).split("\n").map((line) => mark + line).join("\n"));
}

/** Show how the text will look, and keep showing it while it is typed. */
function look(form) {
  const shown = form.querySelector("[data-preview]");
  if (!shown) return;
  shown.hidden = false;
  window.htmx.trigger(shown.querySelector("[hx-trigger]"), "look");
}

function answer(number) {
  const form = document.getElementById("reply-form");
  if (!form) return false;
  form.elements.reply_to.value = number;
  form.querySelector("[data-answered]").textContent = number;
  form.querySelector(".answering").hidden = !number;
  areaOf(form.elements.reply_to).focus();
  return true;
}

async function quote(button) {
  const words = await fetch(button.dataset.quotes).then((response) => (response.ok ? response.text() : ""));
  const area = areaOf(document.getElementById("reply-form"));
  area.setSelectionRange(area.value.length, area.value.length);
  write(area, (area.value.trim() ? "\n\n" : "") + words);
}

export function startComposers() {
  whenever("[data-composer] .toolbar, form [data-answers='']", (part) => { part.hidden = false; });
  on("click", "[data-wrap]", (button) => wrap(areaOf(button), button.dataset.wrap));
  on("click", "[data-links]", (button) => link(areaOf(button)));
  on("click", "[data-lines]", (button) => lines(areaOf(button), button.dataset.lines));
  on("click", "[data-previews]", (button, event) => { event.preventDefault(); look(button.form); });
  let wait;
  on("input", "[data-composer] textarea", (area) => {
    clearTimeout(wait);
    wait = setTimeout(() => { if (area.form.querySelector("[data-preview]:not([hidden])")) look(area.form); }, 700);
  });
  on("click", "[data-answers]", (button, event) => { if (answer(button.dataset.answers)) event.preventDefault(); });
  on("click", "[data-quotes]", (button, event) => {
    if (!answer(button.dataset.number)) return;
    event.preventDefault();
    quote(button);
  });
}
