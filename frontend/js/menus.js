// Menus are <details>, windows are <dialog>: here only what the browser does not do by itself.
import { on } from "./page.js";

const open = () => document.querySelectorAll("details.menu[open]");

export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  on("click", ".menu :is([data-quotes], [data-copy])", (part) => { part.closest(".menu").open = false; });
  on("click", "[data-opens]", (button, event) => {
    const dialog = document.getElementById(button.dataset.opens);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  });
  on("click", "[data-closes]", (button) => button.closest("dialog")?.close());
  on("click", "dialog", (dialog, event) => { if (event.target === dialog) dialog.close(); });
}
