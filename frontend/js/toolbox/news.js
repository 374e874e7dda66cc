// Somebody else saved while this page was open: it says so, and brings it in when asked.
import { show } from "../saves.js";
import { sheet, tool } from "./sheet.js";

export function startNews() {
  const work = tool()?.dataset.work;
  const known = document.getElementById("saves-known");
  if (!work || !known?.dataset.news) return;
  const look = async () => {
    const answer = await fetch(known.dataset.news, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const news = await answer.json();
    const { revision } = news;
    const button = document.querySelector("[data-bring]");
    if (!sheet() || !button || revision <= Number(tool().dataset.revision)) return;
    if (!document.dispatchEvent(new CustomEvent("toolbox:news", { detail: news, cancelable: true }))) return; // the tool takes it in by itself
    button.hidden = false;
    show(sheet(), "news", known.dataset.words);
  };
  document.dispatchEvent(new CustomEvent("shows", { detail: { what: "toolbox-work", id: Number(work), every: 10000, look } }));
}
