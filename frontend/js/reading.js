// While a discussion is read: what was seen is marked as read, what is new is looked for.
import { whenever } from "./page.js";

const HALF_A_MINUTE = 30000;

/** The form of "mark as read" sends itself once its end of the page has been seen for a moment. */
function markWhenSeen(form) {
  const mark = document.createElement("span");
  form.before(mark);
  form.hidden = true;
  let wait;
  const watch = new IntersectionObserver(([seen]) => {
    clearTimeout(wait);
    if (seen.isIntersecting) wait = setTimeout(send, 1200);
  });
  const send = () => {
    watch.disconnect();
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, keepalive: true }).catch(() => {});
  };
  watch.observe(mark);
}

function lookForNew() {
  const newer = document.getElementById("newer");
  if (newer && document.visibilityState === "visible" && navigator.onLine) window.htmx.trigger(newer, "look");
}

export function startReading() {
  whenever("form[data-reads]", markWhenSeen);
  setInterval(lookForNew, HALF_A_MINUTE);
  document.addEventListener("visibilitychange", lookForNew);
}
