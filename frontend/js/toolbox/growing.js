// The result grows while somebody types; buttons of rows draw the form anew without leaving the place.
import { draw, pairsOf, sheet } from "./sheet.js";

const AFTER = 600;
const PAUSE = 400; // arrow keys go through several choices
let timer = null;
let following = null;

const grow = () => { if (navigator.onLine) window.htmx?.trigger(document.getElementById("result"), "grow"); };

/** The id of the answer into which another's text is taken; the walk goes there. */
function takenInto(button) {
  if (button.name !== "_theirs") return undefined;
  const link = button.closest("#conflicts :is(li, .stack)").querySelector("a");
  link.click();
  return link.hash.slice(1);
}

function press(form, button) {
  const pairs = [...pairsOf(form), [button.name, button.value]];
  const taken = takenInto(button);
  draw(pairs, taken ?? button.closest(".row-of, .rows-of, .step")?.id).then((done) => {
    if (!done) form.requestSubmit(button);
    else if (taken) document.getElementById(taken)?.scrollIntoView({ block: "center", behavior: "instant" });
  });
}

/** A choice that changes what is asked draws the page again; without scripts a button does. */
function follow({ target }) {
  const follows = sheet()?.querySelector("[data-follows]")?.dataset.follows.split(" ");
  if (target.form !== sheet() || !follows?.includes(target.name)) return;
  clearTimeout(following);
  following = setTimeout(() => { if (navigator.onLine) draw(pairsOf(sheet())); }, PAUSE);
}

export function startGrowing() {
  const later = (event) => {
    if (!sheet()?.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(grow, AFTER);
  };
  document.addEventListener("input", later);
  document.addEventListener("change", later);
  document.addEventListener("change", follow);
  // Before the house's own guard, which would hold the form until a page comes: a file is none.
  addEventListener("submit", (event) => {
    if (event.target !== sheet()) return;
    const button = event.submitter;
    if (button?.matches("[data-download]")) event.stopPropagation();
    if (button?.matches("[data-draws]") && navigator.onLine) {
      event.preventDefault();
      event.stopPropagation();
      press(event.target, button);
    }
    if (button?.matches("[data-see]")) {
      event.preventDefault();
      event.stopPropagation();
      clearTimeout(timer);
      grow();
      document.dispatchEvent(new CustomEvent("toolbox:on"));
    }
  }, true);
}
