// Answering a post: whole, or the words that were chosen in it, with a link back.
import { areaOf, type, wordsOf } from "./typing.js";

const replyForm = () => document.getElementById("reply-form");

/** Say to which post the reply belongs; an empty number: to none in particular. */
function answer(form, number) {
  form.elements.reply_to.value = number;
  form.querySelector("[data-answered]").textContent = number;
  form.querySelector(".answering").hidden = !number;
  areaOf(form.elements.reply_to).focus();
}

export function answerHere(part, event) {
  const form = replyForm();
  if (!form) return;
  event.preventDefault();
  answer(form, part.dataset.answers);
}

export async function quoteHere(part, event) {
  const form = replyForm();
  if (!form) return;
  event.preventDefault();
  const reply = await fetch(part.dataset.quotes).catch(() => null);
  if (!reply?.ok) { location.href = part.href; return; }
  putIn(form, part.dataset.number, await reply.text());
}

function putIn(form, number, words) {
  const area = areaOf(form.elements.reply_to), end = area.value.length;
  const gap = !end || area.value.endsWith("\n\n") ? "" : "\n\n";
  answer(form, number);
  type(area, gap + words, end, end);
  area.scrollIntoView({ block: "center" });
}

function chosen() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const words = selection.toString().trim(), range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const body = (within.nodeType === 1 ? within : within.parentElement)?.closest(".post .body");
  return body && words.length > 2 && words.length < 4000 ? { body, words, range } : null;
}

const escaped = (words) => words.replace(/([\\`*_[\]<>])/g, "\\$1");

function quoteChosen({ body, words }) {
  const post = body.closest(".post"), number = post.dataset.number, form = replyForm();
  const author = post.querySelector(".author a, .author")?.childNodes[0]?.textContent.trim() ?? "";
  const base = post.closest("[data-base]").dataset.base.replace(/^\/en(?=\/)/, "");
  const lines = words.split("\n").map((line) => `> ${escaped(line.trim())}`.trimEnd()).join("\n");
  putIn(form, number, `> [${escaped(author)} #${number}](${base}${number})\n${lines}\n\n`);
}

/** A button beside the words that somebody has chosen in a post. */
export function startQuoting() {
  const form = replyForm();
  if (!form) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quote-chosen", hidden: true });
  button.textContent = wordsOf(form.elements.reply_to).quote;
  document.body.append(button);
  let found = null;
  const place = () => {
    found = replyForm() && chosen();
    button.hidden = !found;
    if (!found) return;
    const box = found.range.getBoundingClientRect();
    button.style.top = `${Math.min(innerHeight - 60, Math.max(8, box.bottom + 8))}px`;
    button.style.left = `${Math.max(8, Math.min(innerWidth - 140, box.left))}px`;
  };
  let timer = 0;
  document.addEventListener("selectionchange", () => { clearTimeout(timer); timer = setTimeout(place, 250); });
  addEventListener("scroll", () => { button.hidden = true; }, { passive: true });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay chosen
  button.addEventListener("click", () => { if (found) quoteChosen(found); getSelection().removeAllRanges(); button.hidden = true; });
}
