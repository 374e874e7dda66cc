// The line of a form that says how its saving goes: [data-saves], or one made when it is needed.
import { say } from "./say.js";
import { word } from "./page.js";

function lineOf(form) {
  const found = form.querySelector("[data-saves]");
  if (found) return found;
  const line = Object.assign(document.createElement("p"), { className: "saves" });
  line.dataset.saves = "";
  line.setAttribute("role", "status");
  form.append(line);
  return line;
}

/** Show a state of saving: "saving", "saved", "offline", "failed"; other words may be given. */
export function show(form, state, words) {
  const line = lineOf(form);
  const hour = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  line.dataset.state = state;
  line.textContent = words || word(state) + (state === "saved" ? ` ${hour}` : "");
}

/** Show a state only where the form has a line for it. */
export function showIfAsked(form, state) {
  if (form.querySelector("[data-saves]")) show(form, state);
}

/** Say that kept words are back, with a way to be rid of them. */
export function restored(form, discard) {
  show(form, "restored");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: word("discard") });
  button.addEventListener("click", () => { discard(); lineOf(form).textContent = ""; });
  lineOf(form).append(button);
  say(word("restored"));
}
