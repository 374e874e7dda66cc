// One polite voice: what changed is said in #say.
import { whenever } from "./page.js";

/** Say a sentence to those who listen to the page. */
export function say(words) {
  const place = document.getElementById("say");
  if (!place || !words) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = words; }, 60);
}

/** Say what asks to be said: [data-say] in the page or swapped in, and the event "say" (also by HX-Trigger). */
export function sayOnArrival() {
  whenever("[data-say]", (part) => say(part.dataset.say || part.textContent.trim()));
  document.addEventListener("say", (event) => say(event.detail?.value ?? event.detail));
}
