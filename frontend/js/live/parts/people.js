// Who is here: the count in the head of the page, the names in their panel; asked for only when they changed.
import { spread } from "../crowd.js";
import { keepTyped } from "../typed.js";
import { counted } from "../voice.js";

export default function start(room) {
  const words = document.getElementById("present-words");
  let asking = null;
  let putBack = () => {};

  async function fetchPanel() {
    const response = await fetch(`${room.dataset.base}panels/people`, { redirect: "error" }).catch(() => null);
    asking = null;
    if (!response?.ok) return;
    document.dispatchEvent(new CustomEvent("live:panel", { detail: ["panel-people", await response.text()] }));
  }

  return {
    before(panel) { putBack = keepTyped(panel); },
    arrange() { putBack(); },
    paint(_mine, panel) { words.textContent = counted(words, Number(panel.dataset.present)); },
    /** Somebody came or went; without a mark it is asked for. */
    present(count, mark) {
      if (mark !== undefined && mark === words.dataset.who) return;
      if (mark !== undefined) { words.dataset.who = mark; words.textContent = counted(words, count); }
      asking ??= setTimeout(fetchPanel, spread());
    },
  };
}
