// What was said stays on the device until the server has it: kept, sent in order, sent again under the same key.
const RETRY = 2500;
const TRIES = 4; // as often a fault of the server may meet one act, before the others go on without it

/** Storage may be full or forbidden; then the page alone remembers. */
export function guarded(action) {
  try { return action(); } catch { return null; }
}

/** A key that is the act's own, for good; randomUUID would need TLS. */
export function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The words that somebody typed into an act; a mere press has none. */
export const typedIn = ({ words }) => words.text || words.why || words.reason || "";

/**
 * `deliver(item)` answers {seq}, {refused, wait?}, {out}, {failed} with the words for it, or null when the line is away.
 * The place begins with "draft:" so that signing out forgets it with everything else that was typed.
 */
export function openOutbox(room, deliver, shown) {
  const person = document.body.dataset.person ?? "";
  const place = `draft:outbox:${person}:${room.dataset.event}:`;
  const shelf = guarded(() => (person ? localStorage : sessionStorage)); // a guest may sit at a shared computer
  let items = guarded(kept) ?? [];
  let sending = false;
  let timer = null;

  /** What waits from before; each act has a place of its own, so that tabs never write over each other. */
  function kept() {
    const names = Object.keys(shelf).filter((name) => name.startsWith(place));
    const found = names.map((name) => guarded(() => JSON.parse(shelf.getItem(name)))).filter((one) => one?.item);
    return found.sort((a, b) => a.at - b.at).map(({ item }) => item);
  }

  function keep(item) {
    guarded(() => shelf.setItem(place + item.once, JSON.stringify({ at: item.at, item })));
    shown(items);
  }

  function drop(once) {
    items = items.filter((item) => item.once !== once);
    guarded(() => shelf.removeItem(place + once));
    shown(items);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  }

  /** It stays with its reason until somebody sends it again or discards it; it holds up no other. */
  function setAside(item, why) {
    item.refused = why;
    delete item.tries;
    keep(item);
    return true;
  }

  /** Deal with an answer; true when the next one may follow. */
  function settle(item, answer) {
    if (answer?.seq) { drop(item.once); return true; }
    if (answer?.refused !== undefined && !answer.wait) return setAside(item, answer.refused);
    if (answer?.failed) {
      item.tries = (item.tries ?? 0) + 1;
      if (item.tries >= TRIES) return setAside(item, answer.failed);
    }
    if (!answer?.out) later(answer?.wait ? answer.wait * 1000 : RETRY);
    return false;
  }

  async function flush() {
    if (sending) return;
    sending = true;
    let next;
    while ((next = items.find((item) => !item.refused))) {
      if (!settle(next, await deliver(next).catch(() => null))) break; // an answer that broke off is none
    }
    sending = false;
  }

  // Another tab had it in its queue, too, and it was saved or discarded there.
  addEventListener("storage", ({ key: name, newValue }) => {
    if (newValue !== null || !name?.startsWith(place)) return;
    items = items.filter((item) => place + item.once !== name);
    shown(items);
  });
  shown(items);
  return {
    add(item) { item.at = Date.now(); items.push(item); keep(item); return flush(); },
    again(once) { const item = items.find((one) => one.once === once); if (item) { delete item.refused; keep(item); flush(); } },
    drop,
    flush,
    get waiting() { return items.filter((item) => !item.refused).length; },
  };
}
