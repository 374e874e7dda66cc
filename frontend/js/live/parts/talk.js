// The talk: it follows its end unless somebody reads further up; words that wait stand below it.
function waits(room, item, outbox) {
  const place = document.createElement("li");
  place.className = "own";
  place.append(Object.assign(document.createElement("p"), { className: "words", textContent: item.words.text }));
  const state = Object.assign(document.createElement("p"), { className: "from", textContent: item.refused || room.dataset.pending });
  place.append(state);
  if (!item.refused) return place;
  state.classList.add("wrong");
  for (const [words, act] of [[room.dataset.again, outbox.again], [room.dataset.discard, outbox.drop]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: words });
    button.addEventListener("click", () => act(item.once));
    state.append(button);
  }
  return place;
}

export default function start(room) {
  const talk = document.getElementById("talk");
  const newest = document.getElementById("newest");
  const lines = () => document.getElementById("lines").childElementCount;
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
    before() { before = { height: talk.scrollHeight, lines: lines() }; },
    arrange() {
      if (place === null) { toEnd(); return; }
      if (talk.clientHeight) talk.scrollTop -= talk.scrollHeight - before.height; // what is being read stays where it is
      if (lines() > before.lines) newest.hidden = false;
    },
    waiting(items, outbox) {
      const list = document.getElementById("outbox");
      const worded = items.filter((item) => item.words.text);
      list.replaceChildren(...worded.map((item) => waits(room, item, outbox)));
      list.hidden = !worded.length;
    },
  };
}
