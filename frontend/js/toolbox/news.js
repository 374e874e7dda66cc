// Somebody else saved while this page was open: it says so, and brings it in when asked.
import { whenMoved } from "../shown.js";
import { show } from "../saves.js";
import { sheet, tool } from "./sheet.js";

export function startNews() {
  const work = tool()?.dataset.work;
  const known = document.getElementById("saves-known");
  if (!work || !known?.dataset.news) return;
  whenMoved("toolbox-work", work, 30000, async () => {
    const answer = await fetch(known.dataset.news, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { revision } = await answer.json();
    const button = document.querySelector("[data-bring]");
    if (!sheet() || !button || revision <= Number(tool().dataset.revision)) return;
    button.hidden = false;
    show(sheet(), "news", known.dataset.words);
  });
}
