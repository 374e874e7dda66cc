// Courtesies of one line each: shown only because scripts run.
import { on, whenever } from "./page.js";
import { say } from "./say.js";

function reveal(button) {
  const field = document.getElementById(button.dataset.reveal);
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copyFrom);
  await navigator.clipboard.writeText(source?.value ?? source?.textContent ?? button.dataset.copy);
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.textContent = button.dataset.done ?? "✓";
  say(words.textContent);
  setTimeout(() => { words.textContent = before; }, 2000);
}

/** What is left of a text's length. */
function count(area) {
  const line = Object.assign(document.createElement("p"), { className: "count" });
  const most = Number(area.dataset.count);
  const show = () => {
    const left = most - area.value.length;
    line.textContent = String(left);
    line.classList.toggle("near", left < 20);
  };
  area.after(line);
  area.addEventListener("input", show);
  show();
}

export function startSmallThings() {
  whenever("[data-reveal], [data-copy], [data-copy-from], [data-print]", (button) => { button.hidden = false; });
  whenever("[data-share]", (button) => { button.hidden = !navigator.share; });
  whenever("form[data-auto] .no-script", (part) => { part.hidden = true; });
  whenever("textarea[data-count], input[data-count]", count);
  whenever(".prose table, .prose pre, .table-wrap, .scrolls", (part) => { if (part.scrollWidth > part.clientWidth) part.tabIndex = 0; });
  whenever(":is(.tabs, .side-nav) [aria-current]", (link) => { link.closest("nav").scrollLeft = link.offsetLeft - 48; });
  on("click", "[data-reveal]", reveal);
  on("click", "[data-copy], [data-copy-from]", copy);
  on("click", "[data-print]", () => print());
  on("click", "[data-share]", (button) => navigator.share({ title: document.title, url: button.dataset.share || location.href }).catch(() => {}));
  on("change", "form[data-auto]", (form) => form.requestSubmit());
}
