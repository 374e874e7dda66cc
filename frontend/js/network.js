// Without a network: say so once, quietly, and say when it is back.
import { say } from "./say.js";

export function startNetwork() {
  const bar = document.getElementById("offline");
  if (!bar || document.getElementById("link-state")) return; // a live room has a line of its own, which says more
  const line = bar.querySelector("span");
  const away = line.textContent;
  const show = (words, back) => {
    line.textContent = words;
    bar.classList.toggle("back", back);
    bar.hidden = false;
    say(words);
  };
  addEventListener("offline", () => show(away, false));
  addEventListener("online", () => {
    show(bar.dataset.back, true);
    setTimeout(() => { bar.hidden = navigator.onLine; }, 4000);
  });
  if (!navigator.onLine) show(away, false);
}
