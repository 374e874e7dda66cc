// The questions: those that most want answered first; one's own votes are pressed.
export default function start() {
  let later = null;
  const wanted = (list) => [...list.children].sort((a, b) =>
    a.dataset.answered - b.dataset.answered || b.dataset.votes - a.dataset.votes || a.dataset.seq - b.dataset.seq);

  /** The order, unless somebody is about to press one of them. */
  function arrange() {
    clearTimeout(later);
    const list = document.getElementById("questions");
    const order = wanted(list);
    if (order.every((element, place) => element === list.children[place])) return;
    if (list.matches(":hover, :focus-within")) { later = setTimeout(arrange, 1500); return; }
    list.append(...order);
  }

  function paint(mine, panel) {
    for (const question of panel.querySelectorAll(".question")) {
      const form = question.querySelector("form[data-act='voted'], form[data-act='unvoted']");
      if (!form) continue;
      const pressed = (mine.voted ?? []).includes(Number(question.dataset.seq));
      const kind = pressed ? "unvoted" : "voted";
      form.action = form.getAttribute("action").replace(/(un)?voted$/, kind);
      form.dataset.act = kind;
      form.querySelector("button").setAttribute("aria-pressed", String(pressed));
    }
  }

  function acted({ act, words }, _form, mine) {
    if (act === "voted") mine.voted = [...(mine.voted ?? []), words.about];
    if (act === "unvoted") mine.voted = (mine.voted ?? []).filter((seq) => seq !== words.about);
  }

  return { arrange, paint, acted };
}
