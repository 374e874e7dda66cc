// Files: picked, pasted or dropped; each stands in the text while it is on its way, pictures ask for a description.
import { say } from "../say.js";
import { show } from "../saves.js";
import { areaOf, block, composerOf, exchange, wordsOf } from "./typing.js";

const LARGEST = 10 * 1024 * 1024;
const PICTURE = /!\[((?:\\.|[^\]\\])*)\]\((\/files\/w\/[0-9a-f]+\.webp)\)/g;
let turn = 0;

export function pick(button) {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true });
  input.addEventListener("change", () => sendAll(areaOf(button), input.files));
  input.click();
}

export function sendAll(area, files) {
  for (const file of files) send(area, file);
}

async function send(area, file) {
  const words = wordsOf(area), composer = composerOf(area), form = area.form;
  if (file.size > LARGEST) { fail(form, words.large); return; }
  const label = words.busy.replace("{}", (file.name || "…").replace(/[[\]()]/g, " "));
  const waiting = `![${label}](#${Date.now()}-${++turn})`;
  block(area, waiting);
  const body = new FormData();
  body.append("attachment", file);
  body.append("csrf_token", form.elements.csrf_token?.value ?? "");
  const headers = { Accept: "application/json" };
  const reply = await fetch(composer.dataset.uploads, { method: "POST", body, headers }).catch(() => null);
  const told = await reply?.json?.().catch(() => null);
  const at = area.value.indexOf(waiting);
  if (!reply?.ok || !told?.markdown) {
    if (at >= 0) exchange(area, at, at + waiting.length, "");
    fail(form, told?.error ?? words.gone);
    return;
  }
  settle(area, at, waiting, told);
}

function fail(form, words) {
  show(form, "failed", words);
  say(words);
}

/** The file's own words take the place of those that waited; those of a picture are chosen, to be typed over. */
function settle(area, at, waiting, told) {
  const picture = told.kind === "image";
  const words = picture ? `![${wordsOf(area).placeholder}](${told.url})` : told.markdown;
  if (at < 0) { block(area, words); return; }
  const near = document.activeElement === area && Math.abs(area.selectionStart - at - waiting.length) < 3;
  exchange(area, at, at + waiting.length, words);
  if (near && picture) area.setSelectionRange(at + 2, at + 2 + wordsOf(area).placeholder.length);
  listPictures(area);
}

const isUndescribed = (area, alt) => !alt.trim() || alt === wordsOf(area).placeholder;
const picturesIn = (area) => [...area.value.matchAll(PICTURE)];

/** Under the text, a field for the description of each picture in it. */
export function listPictures(area) {
  const list = composerOf(area).querySelector("[data-attached]");
  const found = picturesIn(area), urls = found.map((picture) => picture[2]);
  for (const item of [...list.querySelectorAll("[data-url]")]) if (!urls.includes(item.dataset.url)) item.remove();
  for (const [, alt, url] of found) {
    const item = list.querySelector(`[data-url="${url}"]`) ?? list.appendChild(itemOf(area, url));
    const field = item.querySelector("input");
    if (field !== document.activeElement) field.value = isUndescribed(area, alt) ? "" : alt.replace(/\\(.)/g, "$1");
  }
}

function itemOf(area, url) {
  const item = document.createElement("li");
  item.dataset.url = url;
  const image = Object.assign(document.createElement("img"), { src: url, alt: "", width: 56, height: 56 });
  const label = document.createElement("label");
  const field = Object.assign(document.createElement("input"), { type: "text", maxLength: 300 });
  field.addEventListener("input", () => describe(area, url, field.value));
  label.append(Object.assign(document.createElement("span"), { textContent: wordsOf(area).alt }), field);
  item.append(image, label);
  return item;
}

function describe(area, url, words) {
  const alt = words.replace(/[\\[\]`*_<>]/g, "\\$&");
  const found = picturesIn(area).find((picture) => picture[2] === url);
  if (found) exchange(area, found.index + 2, found.index + 2 + found[1].length, alt);
}

/** At publishing, once: a picture without a description is worth a word. */
export function hint(form, event) {
  const area = form.querySelector("[data-composer] textarea");
  if (!area || event.submitter?.hasAttribute("formaction")) return;
  if (form.dataset.hinted || !picturesIn(area).some(([, alt]) => isUndescribed(area, alt))) { unplace(area); return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.hinted = "1";
  const words = wordsOf(area);
  show(form, "restored", words.hint);
  const anyway = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: words.anyway });
  anyway.addEventListener("click", () => form.requestSubmit());
  form.querySelector("[data-saves]").append(anyway);
  say(words.hint);
  composerOf(area).querySelector("[data-attached] input")?.focus();
}

/** Words that only keep a place are not published. */
function unplace(area) {
  const { placeholder } = wordsOf(area);
  if (area.value.includes(`![${placeholder}](`)) area.value = area.value.replaceAll(`![${placeholder}](`, "![](");
}
