// The boxes of an attendance list are saved as they are turned, each by itself; the last wish wins.
import { on, whenever, word } from "./page.js";
import { say } from "./say.js";

const busy = new WeakSet();

async function send(box) {
  const form = new FormData();
  form.set("csrf_token", box.form.elements.csrf_token.value);
  if (box.checked) form.set("here", box.value);
  const answer = await fetch(box.dataset.keeps, { method: "POST", body: form, headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.text();
}

/** Each part of the answer takes the place of its namesake; the count is said. */
function show(html) {
  for (const part of [...new DOMParser().parseFromString(html, "text/html").body.children])
    document.getElementById(part.id)?.replaceWith(part);
  say(document.getElementById("present")?.textContent);
}

async function keep(box) {
  if (busy.has(box)) return; // looked at again when what is on its way has arrived
  busy.add(box);
  let kept = !box.checked;
  try {
    while (box.checked !== kept) {
      const wish = box.checked;
      show(await send(box));
      kept = wish;
    }
  } catch {
    box.checked = kept;
    const words = word(navigator.onLine ? "failed" : "offline");
    const line = document.getElementById(box.getAttribute("aria-describedby"));
    if (line) line.textContent = words;
    say(words);
  }
  busy.delete(box);
}

on("change", "[data-keeps]", keep);
whenever("[data-attendance] .no-script", (part) => { part.hidden = true; });
