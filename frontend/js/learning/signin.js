// When the sign-in has run out: sign in here, and everything goes on ("learning:signed-in" says so).
import { takeToken } from "../page.js";
import { say } from "../say.js";
import { home } from "./queue.js";
import { lookWho } from "./sync.js";

const box = () => home().querySelector("[data-sign-in-here]");
const mine = (who) => who?.person === Number(home().dataset.person);

function tell(name) {
  const line = box().querySelector("[role=alert]");
  line.textContent = home().dataset[name];
  line.hidden = false;
}

/** Fresh tokens for all forms of the page, then on with what waits. */
function resume(who) {
  takeToken(who.token);
  box().hidden = true;
  document.dispatchEvent(new CustomEvent("learning:signed-in"));
}

/** Show the form, unless the same person is back already. */
export async function askToSignIn() {
  const who = await lookWho();
  if (mine(who)) { resume(who); return; }
  if (!box().hidden) return;
  box().hidden = false;
  say(home().dataset.out.replace("{n}", ""));
}

async function enter(form) {
  const who = await lookWho();
  const fields = new URLSearchParams(new FormData(form));
  fields.set("csrf_token", who?.token ?? "");
  const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" }).catch(() => null);
  const now = answer && (await lookWho());
  if (mine(now)) { form.reset(); resume(now); }
  else tell(now?.person ? "other" : answer ? "wrong" : "away");
}

export function startSignIn() {
  // On window, so that it comes before house.js, which would send the form and leave the page.
  addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-sign-in-here] form");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    enter(form);
  }, true);
  // Signed in elsewhere, by a letter or in another tab: coming back is enough.
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden || !box() || box().hidden) return;
    const who = await lookWho();
    if (mine(who)) resume(who);
  });
}
