// Who is here: the count in the head of the page, the names in their pane; asked for only when they changed.
import { counted } from "./voice.js";

export function startPeople(base) {
  const words = document.getElementById("present-words");
  const list = () => document.getElementById("people");
  let asking = null;

  function say(number) {
    const holder = { dataset: { hereOne: words.dataset.one, hereMany: words.dataset.many } };
    words.textContent = counted(holder, "here", number);
  }

  async function fetchList() {
    const response = await fetch(`${base}people`, { redirect: "error" }).catch(() => null);
    asking = null;
    if (!response?.ok) return;
    const holder = document.createElement("template");
    holder.innerHTML = await response.text(); // a fragment of our own templates
    const fresh = holder.content.firstElementChild;
    if (fresh?.id !== "people") return;
    list().replaceWith(fresh);
    say(Number(fresh.dataset.present));
  }

  function renew() { asking ??= fetchList(); }

  return {
    renew,
    show(news) {
      if (news.who === undefined || news.who === list().dataset.who) return;
      say(news.present);
      renew();
    },
  };
}
