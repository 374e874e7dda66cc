// One line says how the page is connected; what changes for the worse or back is also spoken.
export function showState() {
  const place = document.getElementById("link-state");
  let current = "";
  let waits = 0;

  function write(reason) {
    const words = reason || place.dataset[current];
    const more = waits && current !== "out" ? ` ${place.dataset.waiting} ${waits}` : "";
    if (place.textContent !== words + more) place.textContent = words + more;
  }

  return {
    words: (key) => place.dataset[key],
    waiting(number) { waits = number; if (current && current !== "out") write(); },
    show(state, reason) {
      if (state === current || current === "out") return;
      const before = current;
      current = state;
      place.hidden = false;
      place.dataset.state = state;
      write(reason);
      if (before && before !== "connecting") document.dispatchEvent(new CustomEvent("say", { detail: place.textContent }));
    },
  };
}
