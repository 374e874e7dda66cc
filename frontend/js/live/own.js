// What one visitor alone is told in the talk: what waits, what came back with which reason, words with the team. Put as text, never as markup.
const say = (words) => document.dispatchEvent(new CustomEvent("say", { detail: words }));

/** An element with its properties and children. */
export function el(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const line = (text, ...more) => el("li", { className: "own" }, el("p", { className: "words", textContent: text }), ...more);

export function startOwn(room) {
  let before = null; // how much there was of each

  /** Back into the field where it is written: to be changed and sent again. */
  function rewrite(text) {
    const field = document.getElementById("write-said");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function returned([seq, text, why, shown], { dataset }) {
    const form = el("form", { method: "post", action: `${room.dataset.base}acts/taken_back`, className: "cluster" },
      el("input", { type: "hidden", name: "about", value: seq }), el("button", { className: "button quiet small", textContent: dataset.fine }));
    form.dataset.act = "taken_back";
    if (document.getElementById("write-said")) {
      const again = el("button", { className: "act", textContent: dataset.rewrite });
      again.addEventListener("click", () => setTimeout(() => rewrite(text)));
      form.prepend(again);
    }
    return line(text, el("p", { className: "from wrong", textContent: `${shown ? dataset.off : dataset.back} ${why}` }), form);
  }

  function paintLines({ held = [], back = [] }, panel) {
    const list = document.getElementById("own-lines");
    const waiting = held.map(([, text]) => line(text, el("p", { className: "from", textContent: panel.dataset.held })));
    list.replaceChildren(...waiting, ...back.map((each) => returned(each, panel)));
    list.hidden = !list.childElementCount;
  }

  function paintWords(words = []) {
    const list = document.getElementById("own-words");
    if (!list) return;
    list.replaceChildren(...words.map(([, theirs, text]) => el("li", { className: theirs ? "" : "own" },
      el("p", { className: "from" }, el("b", { textContent: theirs ? list.dataset.team : list.dataset.me })), el("p", { className: "words", textContent: text }))));
  }

  function paintMuted(muted = [], panel) {
    const place = document.getElementById("muted");
    place.hidden = !muted.length;
    place.textContent = muted.length ? `${panel.dataset.muted} ${muted[0]}` : "";
    document.getElementById("saying")?.toggleAttribute("hidden", muted.length > 0);
  }

  /** What is new for one alone is also said. */
  function tell(mine, { dataset }) {
    const now = { back: mine.back?.length ?? 0, muted: mine.muted?.length ?? 0, answers: (mine.words ?? []).filter(([, theirs]) => theirs).length };
    if (before && now.back > before.back) say(mine.back.at(-1)[3] ? dataset.off : dataset.back);
    if (before && now.muted > before.muted) say(dataset.muted);
    if (before && now.answers > before.answers) { say(dataset.answered); document.getElementById("private")?.setAttribute("open", ""); }
    before = now;
  }

  return {
    paint(mine, panel) {
      paintLines(mine, panel);
      paintWords(mine.words);
      paintMuted(mine.muted, panel);
      tell(mine, panel);
    },
    acted({ act, words }, mine) { if (act === "taken_back") mine.back = (mine.back ?? []).filter(([seq]) => seq !== words.about); },
  };
}
