// What was said stays on the device until the server has it: kept, sent in order, sent again under the same key.
const RETRY = 2500;

/** Storage may be full or forbidden; then the page alone remembers. */
export function guarded(action) {
  try { return action(); } catch { return null; }
}

/** A key that is the act's own, for good; randomUUID would need TLS. */
export function key() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * `deliver(item)` answers {seq}, {refused, wait?}, {out} or null when the line is away.
 * The place begins with "draft:" so that signing out forgets it with everything else that was typed.
 */
export function openOutbox(room, deliver, shown) {
  const place = `draft:outbox:${document.body.dataset.person}:${room.dataset.event}`;
  let items = guarded(() => JSON.parse(localStorage.getItem(place))?.items) ?? [];
  let sending = false;
  let timer = null;

  function keep() {
    guarded(() => (items.length ? localStorage.setItem(place, JSON.stringify({ at: Date.now(), items })) : localStorage.removeItem(place)));
    shown(items);
  }

  function drop(once) { items = items.filter((item) => item.once !== once); keep(); }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
  }

  /** Deal with an answer; true when the next one may follow. */
  function settle(item, answer) {
    if (answer?.seq) { drop(item.once); return true; }
    if (answer?.refused !== undefined && !answer.wait) { item.refused = answer.refused; keep(); return true; }
    if (!answer?.out) later(answer?.wait ? answer.wait * 1000 : RETRY);
    return false;
  }

  async function flush() {
    if (sending) return;
    sending = true;
    let next;
    while ((next = items.find((item) => !item.refused))) {
      if (!settle(next, await deliver(next))) break;
    }
    sending = false;
  }

  keep();
  return {
    add(item) { items.push(item); keep(); return flush(); },
    again(once) { const item = items.find((one) => one.once === once); if (item) { delete item.refused; keep(); flush(); } },
    drop,
    flush,
    get waiting() { return items.filter((item) => !item.refused).length; },
  };
}
