// Light, dark, or as the device says: kept in a cookie, so that the next page comes right from the server.
import { on, whenever } from "./page.js";

const YEAR = 31536000;

function choose(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
}

export function startThemes() {
  whenever("[data-themes]", (group) => { group.hidden = false; });
  on("click", "[data-theme-choice]", (button) => choose(button.dataset.themeChoice));
}
