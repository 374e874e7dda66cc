// Without a network: say so once, quietly, and say when it is back.
import { say } from "./say.js";

export function startNetwork() {
  const bar = document.getElementById("offline");
  if (!bar) return;
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
