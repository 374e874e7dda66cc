// Help while writing; loaded only where there is a composer. Every step works without it as a plain form.
import { formOf, on, wentWell, whenever } from "./page.js";
import { resume, save, saveSoon, startDraft, stop } from "./composer/drafts.js";
import { answerHere, quoteHere, startQuoting } from "./composer/quoting.js";
import { areaOf, block, code, composerOf, link, note, startLines, type, wrap } from "./composer/typing.js";
import { hint, listPictures, pick, sendAll } from "./composer/uploads.js";
import { closeNames, nameKey, nameSoon, take } from "./names/list.js";

const AREA = "[data-composer] textarea";
const previewOf = (form) => form.querySelector("[data-preview]");
const look = (part) => part && window.htmx?.trigger(part, "look");
let typing = 0;

function showLeft(area) {
  const line = composerOf(area).querySelector("[data-left]");
  const left = Number(area.dataset.limit) - area.value.length;
  line.hidden = left > 1000;
  line.textContent = String(left);
  line.classList.toggle("near", left < 0);
}

function togglePreview(button, event) {
  event.preventDefault();
  const preview = previewOf(button.form);
  preview.hidden = !preview.hidden;
  button.setAttribute("aria-expanded", String(!preview.hidden));
  if (!preview.hidden) look(preview.firstElementChild);
}

function changed(area) {
  showLeft(area);
  nameSoon(area);
  listPictures(area);
  saveSoon(area.form);
  const preview = previewOf(area.form);
  clearTimeout(typing);
  if (!preview.hidden) typing = setTimeout(() => look(preview.firstElementChild), 500);
}

const KEYS = { b: (area) => wrap(area, "**"), i: (area) => wrap(area, "_"), k: link };

function pressed(area, event) {
  if (nameKey(area, event)) return;
  const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(area);
}

function brought(area, event) {
  const files = [...(event.clipboardData ?? event.dataTransfer)?.files ?? []];
  if (!files.length || event.clipboardData?.getData("text/plain")) return;
  event.preventDefault();
  sendAll(area, files);
}

const closeMenu = (part) => part.closest("details.menu")?.removeAttribute("open");
const tool = (selector, act) => on("click", selector, (button) => { closeMenu(button); act(areaOf(button), button); });

function startTools() {
  tool("[data-wrap]", (area, button) => wrap(area, button.dataset.wrap));
  tool("[data-links]", link);
  tool("[data-lines]", (area, button) => startLines(area, button.dataset.lines));
  tool("[data-code]", code);
  tool("[data-inserts]", (area, button) => block(area, button.dataset.inserts));
  tool("[data-types]", (area, button) => type(area, button.dataset.types));
  tool("[data-notes]", note);
  on("click", "[data-picks]", pick);
  on("click", "[data-previews]", togglePreview);
  on("click", "[data-answers]", answerHere);
  on("click", "[data-quotes]", quoteHere);
}

function startComposer() {
  whenever("[data-composer] .toolbar, .answering [data-answers]", (part) => { part.hidden = false; });
  whenever("[data-plain-files]", (part) => part.remove());
  whenever("[data-keeps]", (button) => { button.hidden = true; }); // the text keeps itself
  whenever(AREA, (area) => { showLeft(area); listPictures(area); });
  whenever("[data-previews]", (button) => button.setAttribute("aria-expanded", String(!previewOf(button.form).hidden)));
  whenever("[data-composer]", startDraft);
  startTools();
  on("input", AREA, changed);
  on("input", "form[data-keep] input[name='title']", (field) => saveSoon(field.form));
  on("keydown", AREA, pressed, true);
  on("paste", AREA, brought);
  on("dragover", AREA, (_area, event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  on("drop", AREA, brought);
  on("focusout", AREA, (area) => setTimeout(() => closeNames(area), 150));
  on("pointerdown", "[data-composer] [role='option']", (item, event) => { event.preventDefault(); take(item.closest("[data-composer]").querySelector("textarea"), item); });
  addEventListener("submit", (event) => { if (event.target.matches("form:has([data-composer])")) hint(event.target, event); }, true); // before anybody else
  on("submit", "form:has([data-composer])", (form, event) => { if (!event.submitter?.hasAttribute("formaction")) stop(form); });
  document.addEventListener("htmx:finally:request", (event) => { const form = formOf(event); if (form && !wentWell(event)) resume(form); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) document.querySelectorAll("form:has([data-composer])").forEach(save); });
  addEventListener("online", () => document.querySelectorAll("form:has([data-composer])").forEach(save));
  startQuoting();
}

startComposer();
