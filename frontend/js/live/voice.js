// One polite summary, every ten seconds at most: "3 new messages"; the log itself stays silent. Only what cannot wait interrupts.
const PAUSE = 10000;
const counts = new Map();
let timer = null;

/** A counted phrase from the words of an element. */
export const counted = (element, number) =>
  number === 1 ? element.dataset.one : element.dataset.many.replace("{n}", number);

function speak() {
  timer = null;
  const words = [...counts].map(([name, number]) => counted(document.getElementById(`tab-${name}`), number));
  counts.clear();
  document.dispatchEvent(new CustomEvent("say", { detail: words.join(", ") }));
}

/** Something new is in a panel; it will be said together with what else comes. */
export function note(name) {
  if (!document.getElementById(`tab-${name}`)?.dataset.one) return;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  timer ??= setTimeout(speak, PAUSE);
}

/** What cannot wait, and interrupts: "your turn", "the session has ended". */
export function interrupt(words) {
  const place = document.getElementById("live-alert");
  if (!place || !words) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = words; }, 60);
}
