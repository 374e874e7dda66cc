// One polite summary, every ten seconds at most: "3 new messages". The log itself stays silent.
const PAUSE = 10000;

/** A counted phrase from the room's words. */
export const counted = (room, key, number) =>
  number === 1 ? room.dataset[`${key}One`] : room.dataset[`${key}Many`].replace("{n}", number);

export function summarise(room) {
  const count = { lines: 0, questions: 0 };
  const badges = { lines: document.querySelector("#tab-talk [data-badge]"), questions: document.querySelector("#tab-questions [data-badge]") };
  const panes = { lines: document.getElementById("pane-talk"), questions: document.getElementById("pane-questions") };
  let timer = null;

  function speak() {
    timer = null;
    const words = Object.keys(count).filter((key) => count[key]).map((key) => counted(room, key, count[key]));
    count.lines = count.questions = 0;
    document.dispatchEvent(new CustomEvent("say", { detail: words.join(", ") }));
  }

  function mark(key) {
    if (!panes[key].hasAttribute("data-away")) return;
    badges[key].textContent = String(Number(badges[key].textContent || 0) + 1);
    badges[key].hidden = false;
  }

  return {
    note(key) {
      count[key] += 1;
      mark(key);
      timer ??= setTimeout(speak, PAUSE);
    },
  };
}
