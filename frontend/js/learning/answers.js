// Answers in the fields of a question: reading them, and putting them back.

const fields = (part, kind) => [...part.querySelectorAll(kind)];
const text = (field) => field.value.trim() || null;
const keyOf = (field, part) => field.name.slice(`q${part.dataset.slot}-`.length);

function keyed(part) {
  const said = fields(part, "select, input:not([type=hidden])").filter((field) => field.value.trim());
  return said.length ? Object.fromEntries(said.map((field) => [keyOf(field, part), field.value.trim()])) : null;
}

function places(part) {
  const items = fields(part, "[data-places] > li");
  return items.every((item) => item.querySelector("select").value) ? items.map((item) => item.dataset.key) : null;
}

const chosen = (part) => fields(part, "input:checked").map((field) => field.value);

/** What a question's fields say now; null for nothing. */
export function read(part) {
  switch (part.dataset.kind) {
    case "single": return chosen(part)[0] ?? null;
    case "true-false": return chosen(part).length ? chosen(part)[0] === "true" : null;
    case "multiple": return chosen(part).length ? chosen(part).sort() : null;
    case "matching": case "cloze": return keyed(part);
    case "ordering": return places(part);
    default: return text(part.querySelector("input:not([type=hidden]), textarea"));
  }
}

/** Put an answer into a question's fields, as it was given elsewhere or before. */
export function put(part, answer) {
  const kind = part.dataset.kind;
  if (kind === "ordering") arrange(part, answer);
  else if (kind === "matching" || kind === "cloze") for (const field of fields(part, "select, input:not([type=hidden])")) field.value = answer?.[keyOf(field, part)] ?? "";
  else if (/single|multiple|true-false/.test(kind)) {
    const all = [].concat(answer ?? []).map(String);
    for (const field of fields(part, "input[type=radio], input[type=checkbox]")) field.checked = all.includes(field.value);
  } else part.querySelector("input:not([type=hidden]), textarea").value = answer ?? "";
}

/** The items in this order, each with its place; without an order the places are empty. */
export function arrange(part, keys) {
  const list = part.querySelector("[data-places]");
  for (const key of keys ?? []) list.append(list.querySelector(`[data-key="${CSS.escape(key)}"]`));
  [...list.children].forEach((item, place) => { item.querySelector("select").value = keys ? String(place + 1) : ""; });
  ends(list);
}

/** The first cannot go up, the last not down. */
export function ends(list) {
  const items = [...list.children];
  items.forEach((item, place) => {
    item.querySelector('[data-move="-1"]').disabled = place === 0;
    item.querySelector('[data-move="1"]').disabled = place === items.length - 1;
  });
}

const keysOf = (list) => [...list.children].map((item) => item.dataset.key);

/** Move an item by a button: what has the focus keeps it. */
export function move(part, button) {
  const list = part.querySelector("[data-places]");
  const keys = keysOf(list);
  const from = keys.indexOf(button.closest("li").dataset.key);
  const to = from + Number(button.dataset.move);
  if (to < 0 || to >= keys.length) return;
  keys.splice(to, 0, ...keys.splice(from, 1));
  arrange(part, keys);
  const other = button.closest("li").querySelector(`[data-move="${-button.dataset.move}"]`);
  (button.disabled ? other : button).focus();
}

/** A place was chosen from the list: the item goes there, the others make room. */
export function place(part, select) {
  const list = part.querySelector("[data-places]");
  if (!select.value) return;
  const keys = keysOf(list);
  const from = keys.indexOf(select.closest("li").dataset.key);
  keys.splice(Number(select.value) - 1, 0, ...keys.splice(from, 1));
  arrange(part, keys);
  select.focus();
}
