// One line says how the page is connected; what changes for the worse or back is also spoken.
const BACK_FOR = 5000;

export function showState() {
  const place = document.getElementById("link-state");
  let current = "";
  let waits = 0;
  let back = null;
  let refused = ""; // why something that was pressed is not done; stands for some seconds
  let heard = null;

  function write(reason) {
    const words = refused || reason || place.dataset[current];
    const more = waits && current !== "out" && !refused ? ` ${place.dataset.waiting} ${waits}` : "";
    if (place.textContent !== words + more) place.textContent = words + more;
    place.dataset.state = current;
    place.toggleAttribute("data-refused", Boolean(refused));
  }

  const speak = () => document.dispatchEvent(new CustomEvent("say", { detail: place.textContent }));

  return {
    words: (key) => place.dataset[key],
    waiting(number) { waits = number; if (current && current !== "out") write(); },
    refuse(words) {
      clearTimeout(heard);
      refused = words;
      heard = setTimeout(() => { refused = ""; if (current !== "out") write(); }, BACK_FOR);
      write();
    },
    show(state, reason) {
      if (current === "out" || state === current || (state === "live" && current === "back")) return;
      clearTimeout(back);
      const before = current;
      const returns = state === "live" && before && before !== "connecting";
      current = returns ? "back" : state;
      if (current === "out") refused = "";
      place.hidden = false;
      write(reason);
      if (before && before !== "connecting") speak();
      if (returns) back = setTimeout(() => { current = "live"; write(); }, BACK_FOR);
    },
  };
}
