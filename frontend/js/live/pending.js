// What waits in the outbox, as the person sees it: their own words, where they are, and what can be done.
function line(room, item, outbox) {
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

/** Show the words that wait; presses without words (votes) wait unseen, and a refused one is only said. */
export function showPending(room, items, outbox) {
  const list = document.getElementById("outbox");
  for (const item of items.filter((one) => one.refused && !one.words.text)) {
    document.dispatchEvent(new CustomEvent("say", { detail: item.refused }));
    outbox.drop(item.once);
    return;
  }
  const worded = items.filter((item) => item.words.text);
  list.replaceChildren(...worded.map((item) => line(room, item, outbox)));
  list.hidden = !worded.length;
}
