// Another legal form has other steps: they are drawn anew, and whoever chose stays where they are.
import { draw, pairsOf, sheet } from "../toolbox/sheet.js";

const AFTER = 400; // arrow keys go through several forms
let timer = null;

document.addEventListener("change", (event) => {
  const form = sheet();
  const follows = form?.querySelector("[data-follows]")?.dataset.follows.split(" ");
  if (event.target.form !== form || !follows?.includes(event.target.name)) return;
  const { id } = event.target;
  clearTimeout(timer);
  timer = setTimeout(() => draw(pairsOf(sheet()), id), AFTER);
});
