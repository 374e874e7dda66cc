// Marking with the keyboard: j and k walk, numbers choose and go on, Ctrl+Enter saves. Single keys can be switched off.
import { on, whenever } from "../page.js";

const SWITCH = "desk-keys";
const TYPING = "textarea, select, input:not([type='radio'], [type='checkbox'])";

function wanted() {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

function remember(box) {
  try { localStorage.setItem(SWITCH, box.checked ? "on" : "off"); } catch { /* it holds for this page */ }
  document.documentElement.toggleAttribute("data-no-keys", !box.checked);
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-queue] a.title")];
  if (rows.length) {
    const at = rows.indexOf(document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  } else document.querySelector(`.desk a[rel='${step > 0 ? "next" : "prev"}']`)?.click();
}

/** A number chooses in the question that has the focus, or in the first that is open; then the next one has it. */
function choose(number) {
  const groups = [...document.querySelectorAll("#word [data-levels]")];
  const here = groups.find((group) => group.contains(document.activeElement)) ?? groups.find((group) => !group.querySelector(":checked")) ?? groups[0];
  const radio = here?.querySelectorAll("input[type='radio']")[number - 1];
  if (!radio) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  const next = groups[groups.indexOf(here) + 1];
  const there = next ? next.querySelector(":checked") ?? next.querySelector("input") : document.querySelector("#word textarea");
  there.focus();
}

function pressed(event) {
  const typing = event.target.matches?.(TYPING);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (typing && event.target.closest("form[data-keep]")) return; // the house sends these itself
    document.querySelector("#word")?.requestSubmit();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !wanted()) return;
  const step = { j: 1, k: -1, ξ: 1, κ: -1 }[event.key];
  if (step) walk(step);
  else if (/^[1-9]$/.test(event.key) && document.querySelector("[data-desk]")) { event.preventDefault(); choose(Number(event.key)); }
}

export function startDesk() {
  if (!document.querySelector("[data-queue], [data-desk]")) return;
  whenever("[data-keys], .levels kbd", (part) => { part.hidden = false; });
  whenever("[data-keys-on]", (box) => { box.checked = wanted(); document.documentElement.toggleAttribute("data-no-keys", !box.checked); });
  on("change", "[data-keys-on]", remember);
  addEventListener("keydown", pressed);
}
