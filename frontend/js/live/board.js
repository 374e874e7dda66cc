// What stands in the room: lines and questions, put there from fragments that the server has written.
import { summarise } from "./voice.js";

const parse = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html; // a fragment of our own templates, in which every word is escaped
  return [...holder.content.children];
};

/** The control of a thing that has the focus, to give it back when the thing is renewed. */
function focusOf(element) {
  const active = document.activeElement;
  return element?.contains(active) ? active.closest("form")?.dataset.act ?? "self" : null;
}

function giveFocus(element, act) {
  const twin = { vote: "unvote", unvote: "vote" }[act];
  const form = element.querySelector(`[data-act="${act}"], [data-act="${twin}"]`);
  (form?.querySelector("button") ?? element.closest("[tabindex]"))?.focus({ preventScroll: true });
}

export function startBoard(room) {
  const talk = document.getElementById("talk");
  const lines = document.getElementById("lines");
  const questions = document.getElementById("questions");
  const newest = document.getElementById("newest");
  const voice = summarise(room);
  let seen = Number(room.dataset.seq);

  let place = null; // where somebody reads further up; null while they follow the end
  // The column is reversed (live.css), so 0 is the end, and up is negative: it begins there without scripts too.
  const atEnd = () => talk.scrollTop > -60;
  const toEnd = () => { place = null; talk.scrollTop = 0; newest.hidden = true; };

  function put(list, element) {
    const before = document.getElementById(element.id);
    if (!before) { list.append(element); return; }
    const focus = focusOf(before);
    before.replaceWith(element);
    if (focus) giveFocus(element, focus);
  }

  function remove(id) {
    const element = document.getElementById(id);
    const focus = focusOf(element);
    const list = element?.parentElement;
    element?.remove();
    if (focus) list.closest("[tabindex]").focus({ preventScroll: true });
  }

  /** One entry of the log, as the server tells it. */
  function take(entry) {
    if (entry.seq <= seen) return;
    seen = entry.seq;
    if (entry.kind === "hidden") { remove(`said-${entry.about}`); remove(`question-${entry.about}`); return; }
    const [element] = parse(entry.html);
    if (!element) return;
    put(element.id.startsWith("said-") ? lines : questions, element);
    if (!entry.mine && entry.kind === "said") voice.note("lines");
    if (!entry.mine && entry.kind === "asked") voice.note("questions");
  }

  function renew(snapshot) {
    lines.replaceChildren(...parse(snapshot.talk));
    questions.replaceChildren(...parse(snapshot.questions));
  }

  const wanted = () => [...questions.children].sort((a, b) =>
    a.dataset.answered - b.dataset.answered || b.dataset.votes - a.dataset.votes || a.dataset.seq - b.dataset.seq);

  /** The order of the questions, unless somebody is about to press one of them. */
  function sort() {
    clearTimeout(sort.later);
    const order = wanted();
    if (order.every((element, place) => element === questions.children[place])) return;
    if (questions.matches(":hover, :focus-within")) { sort.later = setTimeout(sort, 1500); return; }
    questions.append(...order);
  }

  /** An answer to "what did I miss": entries, or the lists whole. */
  function show(news) {
    const before = lines.childElementCount;
    const height = talk.scrollHeight;
    if (news.snapshot) renew(news.snapshot);
    else news.entries.forEach(take);
    seen = Math.max(seen, news.seq);
    room.dataset.takes = news.closed ? "no" : "yes";
    sort();
    if (place === null || news.snapshot) { toEnd(); return; }
    if (talk.clientHeight) talk.scrollTop -= talk.scrollHeight - height; // what is being read stays where it is
    if (lines.childElementCount > before) newest.hidden = false;
  }

  newest.addEventListener("click", () => { toEnd(); talk.focus({ preventScroll: true }); });
  talk.addEventListener("scroll", () => {
    if (!talk.clientHeight) return;
    place = atEnd() ? null : talk.scrollTop;
    if (place === null) newest.hidden = true;
  }, { passive: true });
  // A pane that was away forgets where it was: it comes back where it was left.
  new ResizeObserver(() => { if (place === null) toEnd(); else talk.scrollTop = place; }).observe(talk);
  toEnd();
  return { show, get seen() { return seen; } };
}
