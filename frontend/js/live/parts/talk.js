// The talk: it follows its end unless somebody reads further up; words that wait stand below it, and so does what one alone is told.
import { startDeeds } from "../deeds.js";
import { typedIn } from "../outbox.js";
import { el, startOwn } from "../own.js";

function waits(room, item, outbox) {
  const state = el("p", { className: "from", textContent: item.refused || room.dataset.pending });
  const place = el("li", { className: "own" }, el("p", { className: "words", textContent: typedIn(item) }), state);
  if (!item.refused) return place;
  state.classList.add("wrong");
  for (const [words, act] of [[room.dataset.again, outbox.again], [room.dataset.discard, outbox.drop]]) {
    const button = el("button", { type: "button", className: "act", textContent: words });
    button.addEventListener("click", () => act(item.once));
    state.append(button);
  }
  return place;
}

/** Lines in the order in which they appeared: one that was let through or shown again has its place. */
function inOrder(list) {
  const place = (line) => Number(line.dataset.place);
  const lines = [...list.children];
  if (lines.every((line, number) => !number || place(lines[number - 1]) <= place(line))) return;
  list.append(...lines.sort((a, b) => place(a) - place(b)));
}

export default function start(room) {
  const talk = document.getElementById("talk");
  const newest = document.getElementById("newest");
  const list = () => document.getElementById("lines");
  const own = startOwn(room);
  const deeds = startDeeds(room);
  let place = null; // where somebody reads further up; null while they follow the end
  let before = { height: 0, lines: 0 };
  // The column is reversed (live.css), so 0 is the end, and up is negative: it begins there without scripts too.
  const atEnd = () => talk.scrollTop > -60;
  const toEnd = () => { place = null; talk.scrollTop = 0; newest.hidden = true; };

  newest.addEventListener("click", () => { toEnd(); talk.focus({ preventScroll: true }); });
  talk.addEventListener("scroll", () => {
    if (!talk.clientHeight) return;
    place = atEnd() ? null : talk.scrollTop;
    if (place === null) newest.hidden = true;
  }, { passive: true });
  // A pane that was away forgets where it was: it comes back where it was left.
  new ResizeObserver(() => { if (place === null) toEnd(); else talk.scrollTop = place; }).observe(talk);
  toEnd();

  return {
    before() { before = { height: talk.scrollHeight, lines: list().childElementCount }; },
    arrange() {
      inOrder(list());
      if (place === null) { toEnd(); return; }
      if (talk.clientHeight) talk.scrollTop -= talk.scrollHeight - before.height; // what is being read stays where it is
      if (list().childElementCount > before.lines) newest.hidden = false;
    },
    paint(mine, panel) { deeds.paint(mine, panel); own.paint(mine, panel); },
    acted(item, form, mine) { deeds.acted(item, form, mine); own.acted(item, mine); },
    waiting(items, outbox) {
      const outgoing = document.getElementById("outbox");
      const worded = items.filter(typedIn);
      outgoing.replaceChildren(...worded.map((item) => waits(room, item, outbox)));
      outgoing.hidden = !worded.length;
    },
  };
}
