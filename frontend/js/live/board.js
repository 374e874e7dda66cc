// What stands in the room: pieces and panels, put there from markup that the server has written.
import { tellTime } from "./clock.js";
import { markPane } from "./panes.js";
import { interrupt, note } from "./voice.js";

const parse = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html; // of our own templates, in which every word is escaped
  return holder.content.firstElementChild;
};

/** The control of a thing that has the focus, to give it back when the thing is renewed. */
function focusOf(element) {
  const active = document.activeElement;
  return element?.contains(active) ? active.closest("form")?.dataset.act ?? "self" : null;
}

function giveFocus(element, act) {
  const twin = { voted: "unvoted", unvoted: "voted" }[act];
  const form = element.querySelector(`[data-act="${act}"], [data-act="${twin}"]`);
  (form?.querySelector("button") ?? element.closest("[tabindex]"))?.focus({ preventScroll: true });
}

/** What scripts and people have done to a panel stays so when it is renewed. */
function carryOver(before, fresh) {
  if (before.hasAttribute("data-away")) fresh.setAttribute("data-away", "");
  for (const open of before.querySelectorAll("details[open][id]")) fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
}

export function startBoard(room, parts) {
  const me = room.dataset.me;
  const ownKeys = new Set(); // ids of acts from this page
  let seen = Number(room.dataset.seq);
  let mine = JSON.parse(room.dataset.mine || "{}");

  const partOf = (element) => element?.closest("[data-part]")?.dataset.part;

  /** What is one's own, onto markup that is the same for all. */
  function paint(name) {
    const panel = document.getElementById(`panel-${name}`);
    if (!panel) return;
    for (const one of panel.querySelectorAll(`[data-who="${me}"]:not(.own)`)) one.classList.add("own");
    parts[name]?.paint?.(mine[name] ?? {}, panel);
  }

  function renewPanel(before, html) {
    const fresh = parse(html);
    carryOver(before, fresh);
    return window.htmx.swap({ sourceElement: before, target: before, text: fresh.outerHTML, swap: "outerMorph" });
  }

  function remove(element) {
    const focus = focusOf(element);
    const list = element.parentElement;
    element.remove();
    if (focus) list?.closest("[tabindex]")?.focus({ preventScroll: true });
  }

  function place(before, fresh) {
    if (!before) { document.getElementById(fresh.dataset.list)?.append(fresh); return; }
    const focus = focusOf(before);
    before.replaceWith(fresh);
    if (focus) giveFocus(fresh, focus);
  }

  /** One piece, by its id: put, renewed, or taken away. */
  async function put(id, html) {
    const before = document.getElementById(id);
    if (!html) { if (before) remove(before); return; }
    if (before?.matches("[data-pane]")) { await renewPanel(before, html); return; }
    const fresh = parse(html);
    if (!before && !fresh?.dataset.list) return;
    place(before, fresh);
    if (before || fresh.dataset.who === me) return;
    markPane(partOf(fresh));
    note(partOf(fresh));
  }

  async function putAll(pieces) {
    for (const name in parts) parts[name].before?.(document.getElementById(`panel-${name}`));
    const names = new Set();
    for (const [id, html] of pieces) {
      names.add(partOf(document.getElementById(id)));
      await put(id, html);
      names.add(partOf(document.getElementById(id)));
    }
    for (const name of names) if (name) { paint(name); parts[name]?.arrange?.(document.getElementById(`panel-${name}`)); }
    document.dispatchEvent(new CustomEvent("live:renewed"));
  }

  /** The head of the page says so too; what is left of the time means nothing once it has ended. */
  function head(closed) {
    const words = document.getElementById("live-words");
    words.textContent = closed ? words.dataset.off : words.dataset.on;
    words.closest(".tag").classList.toggle("pulse", !closed);
    document.getElementById("live-head").toggleAttribute("data-closed", closed);
  }

  function turn(closed) {
    const takes = closed ? "no" : "yes";
    if (room.dataset.takes === takes) return;
    room.dataset.takes = takes;
    head(closed);
    if (closed) interrupt(room.dataset.ended);
    else document.dispatchEvent(new CustomEvent("say", { detail: room.dataset.cameBack }));
  }

  /** What the server says is new; answers false where something is missing and has to be asked for. */
  let queue = Promise.resolve();
  function take(news, took) {
    const next = () => show(news, took);
    queue = queue.then(next, next); // one that failed holds up nothing that comes later
    return queue;
  }

  async function show(news, took) {
    if (news.now) tellTime(news.now, took);
    if (news.seq >= seen) turn(news.closed); // that it has ended is known at once, whatever else is asked for
    if (news.from !== undefined && (news.seq <= seen || news.from > seen || !news.pieces)) return news.seq <= seen;
    const own = news.mine !== undefined;
    if (own) mine = news.mine;
    seen = Math.max(seen, news.seq);
    await putAll(news.pieces ?? news.whole ?? []);
    if (own) for (const name in parts) paint(name);
    return true;
  }

  for (const name in parts) { paint(name); parts[name].arrange?.(document.getElementById(`panel-${name}`)); }
  return {
    take,
    paint,
    get seen() { return seen; },
    did: (once) => ownKeys.has(once),
    /** An act was pressed: what it means shows at once, the rest follows from the server. */
    acted(item, form) { for (const name in parts) parts[name].acted?.(item, form, (mine[name] ??= {})); ownKeys.add(item.once); },
    waiting(items, outbox) { for (const name in parts) parts[name].waiting?.(items, outbox); },
    present(count, mark) { for (const name in parts) parts[name].present?.(count, mark); },
  };
}
