// Typing for a person: as a hand would, so that undoing works and the draft is kept.
export const composerOf = (part) => part.closest("form").querySelector("[data-composer]");
export const areaOf = (part) => composerOf(part).querySelector("textarea");
export const wordsOf = (part) => composerOf(part).querySelector("[data-attached]").dataset;

export function type(area, words, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, words)) return;
  area.setRangeText(words, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Replace a piece of the text without moving the caret; for what happens in the background. */
export function exchange(area, from, to, words) {
  area.setRangeText(words, from, to, "preserve");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export function wrap(area, mark) {
  const { selectionStart: from, selectionEnd: to } = area;
  type(area, mark + area.value.slice(from, to) + mark);
  if (from === to) area.setSelectionRange(from + mark.length, from + mark.length);
}

export function link(area) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  const start = area.selectionStart;
  if (/^https?:\/\/\S+$/.test(chosen)) {
    type(area, `[](${chosen})`);
    area.setSelectionRange(start + 1, start + 1);
  } else {
    type(area, `[${chosen}](https://)`);
    const end = area.selectionStart - 1;
    area.setSelectionRange(end - 8, end);
  }
}

export function startLines(area, mark) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const chosen = area.value.slice(from, area.selectionEnd);
  type(area, chosen.split("\n").map((line) => mark + line).join("\n"), from, area.selectionEnd);
}

export function code(area) {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  if (!chosen.includes("\n")) wrap(area, "`");
  else type(area, `\`\`\`\n${chosen}\n\`\`\``);
}

/** Put a block on lines of its own. */
export function block(area, words) {
  const before = area.value.slice(0, area.selectionStart), after = area.value.slice(area.selectionEnd);
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  type(area, lead + words + (after.startsWith("\n") ? "" : "\n"));
}

export function note(area) {
  const taken = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...taken) + 1;
  type(area, `[^${number}]`);
  const end = area.value.trimEnd().length;
  type(area, `\n\n[^${number}]: `, end, area.value.length);
}
