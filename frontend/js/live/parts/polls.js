// Polls: one's own answers stand on the forms; a ranking is moved by buttons; the form shows what its kind of poll needs.
import { keepOrder } from "../order.js";
import { el } from "../own.js";
import { keepTyped } from "../typed.js";

const fill = (words, what) => words.replace(/%\((\w+)\)s/g, (_all, name) => what[name]);

/** The order of a ranking as the selects have it, each option once. */
function order(places) {
  const taken = [...new Set(places.map((place) => place.value))];
  return [...taken, ...[...places[0].options].map((option) => option.value).filter((value) => !taken.includes(value))];
}

/** Buttons for up and down instead of a list to choose from for each place. */
function startRanking(field) {
  const places = [...field.querySelectorAll("select")];
  const list = field.querySelector(".ranks");
  const name = (value) => [...places[0].options].find((option) => option.value === value).text;

  function move(from, by, say) {
    const values = order(places);
    const to = from + by;
    if (to >= 0 && to < values.length) [values[from], values[to]] = [values[to], values[from]];
    places.forEach((place, at) => { place.value = values[at]; });
    draw();
    if (!say) return;
    const option = name(values[to]);
    (list.children[to].querySelector(`[data-by="${by}"]:not(:disabled)`) ?? list.children[to].querySelector("button:not(:disabled)")).focus();
    document.dispatchEvent(new CustomEvent("say", { detail: fill(field.dataset.moved, { option, place: to + 1, most: values.length }) }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function draw() {
    const values = order(places);
    list.replaceChildren(...values.map((value, at) => {
      const row = document.createElement("li");
      row.append(Object.assign(document.createElement("span"), { textContent: name(value), className: "words" }));
      for (const [by, sign, words] of [[-1, "↑", field.dataset.up], [1, "↓", field.dataset.down]]) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: sign, disabled: at + by < 0 || at + by >= values.length });
        button.dataset.by = by;
        button.setAttribute("aria-label", fill(words, { option: name(value) }));
        button.addEventListener("click", () => move(at, by, true));
        row.append(button);
      }
      return row;
    }));
  }

  field.dataset.started = "";
  list.hidden = false;
  for (const place of field.querySelectorAll(".place")) place.hidden = true;
  field.redraw = draw;
  move(0, -1);
}

/** One's own answer onto the form, unless it is being changed. */
function putAnswer(form, answer) {
  form.classList.toggle("is-sent", Boolean(answer));
  if (!answer || form.hasAttribute("data-touched") || form.contains(document.activeElement) && document.activeElement.matches("textarea, input:not([type='radio'], [type='checkbox'])")) return;
  const { choices, number, words } = answer;
  const ranks = form.querySelectorAll("select[name='choices']");
  ranks.forEach((place, at) => { place.value = choices[at]; });
  for (const box of form.querySelectorAll("input[name='choices']")) box.checked = choices.includes(Number(box.value));
  for (const box of form.querySelectorAll("input[name='number']")) box.checked = Number(box.value) === number;
  if (words.length) form.elements.text.value = words.join(form.querySelector("textarea") ? " " : ", ");
  form.querySelector(".ranking")?.redraw?.();
}

/** In markup that is the same for all the words for it stand once, on the table. */
function markOwn(row, own) {
  const words = row.closest("table").dataset.yours;
  let mark = row.querySelector(".yours");
  if (!mark && own && words) {
    mark = Object.assign(document.createElement("small"), { className: "soft yours", textContent: words });
    row.querySelector(".words").after(" ", mark);
  }
  if (mark) mark.hidden = !own;
}

/** One's own answer in the results. */
function putMark(poll, answer) {
  const rows = [...poll.querySelectorAll("[data-bar]")];
  for (const row of rows) {
    const { bar, value } = row.dataset;
    const own = answer && (value === undefined ? answer.choices.includes(Number(bar)) : answer.number === Number(value));
    markOwn(row, own);
  }
  const verdict = poll.querySelector(".verdict");
  if (!verdict || !answer) return;
  const well = rows.every((row) => row.hasAttribute("data-right") === answer.choices.includes(Number(row.dataset.bar)));
  verdict.textContent = well ? verdict.dataset.right : verdict.dataset.wrong;
  verdict.hidden = false;
}

/** The words in a form that are neither of the page nor an answer that was sent. */
function typedInto(form) {
  if (form.matches(".ballot:not([data-touched])")) return "";
  return [...form.querySelectorAll("textarea, input[name='text']")].map((field) => (field.value === field.defaultValue ? "" : field.value.trim())).join("");
}

/** An answer that was being written goes on; if it closed meanwhile, it stands beside the results and can be copied. */
function putUnsent([seq, text], { dataset }) {
  const poll = document.getElementById(`poll-${seq}`);
  const form = poll?.querySelector(".ballot");
  if (form) {
    form.elements.text.value = text;
    form.setAttribute("data-touched", "");
  } else poll?.append(el("p", { className: "words soft", textContent: `${dataset.unsent} ${text}` }));
}

/** What was refused comes back into its form, with the reason. */
function giveBack(form, { words, refused }) {
  for (const name of ["text", "options"]) if (form.elements[name] && words[name]) form.elements[name].value = words[name];
  form.querySelector(".error").textContent = refused;
  form.classList.remove("is-sent");
  if (form.matches(".ballot")) form.setAttribute("data-touched", ""); // an earlier answer does not take its place
  const fold = form.closest("details");
  if (fold) fold.open = true;
}

export default function start(room) {
  const list = () => document.getElementById("polls");
  const earlier = new Map(); // one's answers before the last press, should it be refused
  let known = {};
  let putBack = () => {}; // what is typed into a poll that is prepared
  let unsent = []; // answers that are being written, by poll
  const order = keepOrder(list, () => [...list().children].sort((a, b) => a.dataset.place - b.dataset.place || b.dataset.seq - a.dataset.seq));

  /** Only the fields that this kind of poll has. */
  function show() {
    for (const sort of room.querySelectorAll("[data-sort]")) {
      for (const field of sort.form.querySelectorAll("[data-for]")) field.hidden = !field.dataset.for.split(" ").includes(sort.value);
    }
  }

  room.addEventListener("change", ({ target }) => {
    if (target.matches("[data-sort]")) show();
    target.closest(".ballot")?.setAttribute("data-touched", "");
  });
  room.addEventListener("input", ({ target }) => { if (target.value) target.closest(".ballot")?.setAttribute("data-touched", ""); }); // sent, it is emptied
  show();

  return {
    before(panel) {
      putBack = keepTyped(panel);
      unsent = [...panel.querySelectorAll(".ballot")].map((form) => [form.closest(".poll").dataset.seq, typedInto(form)]).filter(([, text]) => text);
    },
    paint(mine, panel) {
      const { answers = {} } = known = mine;
      for (const field of panel.querySelectorAll(".ranking:not([data-started])")) startRanking(field);
      for (const poll of panel.querySelectorAll(".poll")) {
        const answer = answers[poll.dataset.seq];
        const form = poll.querySelector(".ballot");
        if (form) putAnswer(form, answer);
        putMark(poll, answer);
      }
      show();
    },
    /** What is asked now first, then what is prepared, then the latest. */
    arrange(panel) {
      putBack();
      for (const answer of unsent) putUnsent(answer, panel);
      unsent = [];
      order();
    },
    acted({ act, words }, form, mine) {
      if (act === "poll_made" || act === "poll_changed") form.closest("details").open = false;
      if (act === "poll_made" || act === "poll_changed" || act === "poll_answered") form.querySelector(".error").textContent = "";
      if (act !== "poll_answered") return;
      form.removeAttribute("data-touched");
      earlier.set(words.about, mine.answers?.[words.about]);
      const text = words.text ?? "";
      const said = form.querySelector("textarea") ? [text] : text.split(",").map((word) => word.trim());
      (mine.answers ??= {})[words.about] = { choices: words.choices ?? [], number: words.number === undefined ? null : Number(words.number), words: text ? said : [] };
    },
    waiting(items, outbox) {
      for (const item of items.filter(({ act, refused }) => refused && /^poll_(made|changed|answered)$/.test(act))) {
        if (item.act === "poll_answered" && known.answers) known.answers[item.words.about] = earlier.get(item.words.about);
        const form = document.querySelector({ poll_made: "#make-poll form", poll_changed: `#changing-${item.words.about} form`, poll_answered: `#poll-${item.words.about} .ballot` }[item.act]);
        if (!form || typedInto(form)) continue; // its words wait in the talk, with the reason
        giveBack(form, item);
        outbox.drop(item.once);
      }
    },
  };
}
