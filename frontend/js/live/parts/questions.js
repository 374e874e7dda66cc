// The questions: those that most want answered first; one's own votes are pressed.
import { keepOrder } from "../order.js";
import { keepTyped } from "../typed.js";

export default function start(room) {
  const list = () => document.getElementById("questions");
  let putBack = () => {}; // an answer in writing that is being typed
  const order = keepOrder(list, () => [...list().children].sort((a, b) =>
    a.dataset.answered - b.dataset.answered || b.dataset.votes - a.dataset.votes || a.dataset.seq - b.dataset.seq));

  function paint(mine, panel) {
    for (const question of panel.querySelectorAll(".question")) {
      question.dataset.votes = question.querySelector(".vote").dataset.votes; // these come alone, too
      const form = question.querySelector(".vote form");
      if (!form) continue;
      const pressed = (mine.voted ?? []).includes(Number(question.dataset.seq));
      const kind = pressed ? "unvoted" : "voted";
      form.action = form.getAttribute("action").replace(/(un)?voted$/, kind);
      form.dataset.act = kind;
      form.querySelector("button").setAttribute("aria-pressed", String(pressed));
    }
    for (const button of panel.querySelectorAll(".needs-scripts[hidden]")) button.hidden = false;
  }

  function acted({ act, words }, _form, mine) {
    if (act === "voted") mine.voted = [...(mine.voted ?? []), words.about];
    if (act === "unvoted") mine.voted = (mine.voted ?? []).filter((seq) => seq !== words.about);
  }

  /** The questions that can be made one, as they are now. */
  function fill(select, chosen) {
    const before = chosen ?? Number(select.value);
    select.replaceChildren(...[...document.querySelectorAll("#questions > .question")].map((question) => {
      const seq = Number(question.dataset.seq);
      return new Option(question.querySelector(".words").textContent.slice(0, 80), seq, false, seq === before);
    }));
  }

  function fillBoth(chosen) {
    const [about, into] = document.querySelectorAll("#with-questions [data-questions]");
    fill(about, chosen);
    fill(into);
    if (into.value === about.value) into.value = [...into.options].find((option) => option.value !== about.value)?.value ?? into.value;
    return into;
  }

  room.addEventListener("toggle", ({ target }) => { if (target.id === "with-questions" && target.open) fillBoth(); }, true);
  room.addEventListener("click", ({ target }) => {
    const seq = Number(target.closest?.("[data-double]")?.dataset.double);
    const fold = document.getElementById("with-questions");
    if (!seq || !fold) return;
    fold.open = true;
    fillBoth(seq).focus();
  });

  return {
    before(panel) { putBack = keepTyped(panel); },
    arrange() { putBack(); order(); },
    paint,
    acted,
  };
}
