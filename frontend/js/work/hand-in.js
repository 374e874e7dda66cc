// Handing in goes through the queue of acts (js/learning/forms.js), so that a failing network loses nothing;
// files need a network, and so do the other buttons: these leave the plain way.
import { on, whenever } from "../page.js";

export function startHandingIn() {
  whenever("form[data-work]", (form) => { form.dataset.act = "handed-in"; });
  on("click", "form[data-work] button:not([type='button'])", (button) => {
    const plain = button.hasAttribute("formaction") || button.form.elements.files?.files.length;
    button.form.toggleAttribute("data-plain", Boolean(plain)); // it stays the form of what was sent before
  }, true);
}
