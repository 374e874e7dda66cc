// One line says how the page is connected; what changes for the worse or back is also spoken.
const BACK_FOR = 5000;

export function showState() {
  const place = document.getElementById("link-state");
  let current = "";
  let waits = 0;
  let back = null;

  function write(reason) {
    const words = reason || place.dataset[current];
    const more = waits && current !== "out" ? ` ${place.dataset.waiting} ${waits}` : "";
    if (place.textContent !== words + more) place.textContent = words + more;
    place.dataset.state = current;
  }

  const speak = () => document.dispatchEvent(new CustomEvent("say", { detail: place.textContent }));

  return {
    words: (key) => place.dataset[key],
    waiting(number) { waits = number; if (current && current !== "out") write(); },
    refuse(words) { write(words); setTimeout(() => write(), BACK_FOR); },
    show(state, reason) {
      if (current === "out" || state === current || (state === "live" && current === "back")) return;
      clearTimeout(back);
      const before = current;
      const returns = state === "live" && before && before !== "connecting";
      current = returns ? "back" : state;
      place.hidden = false;
      write(reason);
      if (before && before !== "connecting") speak();
      if (returns) back = setTimeout(() => { current = "live"; write(); }, BACK_FOR);
    },
  };
}
