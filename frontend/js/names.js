// A field for one person is completed while a name is typed; without this it is a plain field with a few suggestions.
import { closeNames, nameKey, nameSoon, take } from "./names/list.js";
import { on, whenever } from "./page.js";

const FIELD = "[data-names]:not([data-composer]) input";

whenever(FIELD, (field) => {
  field.removeAttribute("list");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", `${field.id}-names`);
});
on("input", FIELD, nameSoon);
on("keydown", FIELD, nameKey, true);
on("focusout", FIELD, (field) => setTimeout(() => closeNames(field), 150));
on("pointerdown", "[data-names]:not([data-composer]) [role='option']", (item, event) => { event.preventDefault(); take(item.closest("[data-names]").querySelector("input"), item); });
