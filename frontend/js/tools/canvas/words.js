// What the sheet says, in the language of the page; the server has put it there.
export const words = { tones: {} };

export function readWords() {
  Object.assign(words, document.getElementById("canvas-words").dataset);
  for (const item of document.querySelectorAll(".canvas-tones [data-tone]")) words.tones[item.dataset.tone] = item.lastChild.textContent.trim();
}

/** A sentence with its gaps filled. */
export const said = (name, gaps) => words[name].replace(/\{(\w+)\}/g, (_all, gap) => gaps[gap] ?? "");
