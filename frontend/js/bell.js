// The bell's number stays true while the page is seen; what is new is said once.
import { say } from "./say.js";
import { whenMoved } from "./shown.js";

async function look() {
  const bell = document.getElementById("bell");
  if (!bell) return;
  const seen = Number(bell.dataset.count);
  const answer = await fetch(`${bell.pathname}bell?seen=${seen}`).catch(() => {});
  if (answer?.status !== 200 || answer.redirected) return;
  bell.outerHTML = await answer.text();
  const fresh = document.getElementById("bell");
  if (Number(fresh?.dataset.count) > seen) say(fresh.lastElementChild.textContent);
}

export function startBell() {
  if (document.getElementById("bell")) whenMoved("news", 0, 60000, look);
}
