// Conversations: what is new while reading. Every step works without it as a plain page.
import htmx from "htmx.org";
import { whenever } from "./page.js";
import { whenMoved } from "./shown.js";

const LOOK_EVERY = 20000;
const IDLE_AFTER = 1800000;
const SPREAD = 1000;
const look = (part) => part && htmx.trigger(part, "look");

let alive = Date.now();

/** Ask from time to time what came after the last post of this page, or moved in this list. */
function lookOut() {
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, () => { alive = Date.now(); }, { passive: true });
  const topic = document.querySelector("[data-topic]")?.dataset.topic;
  const ask = () => { if (Date.now() - alive < IDLE_AFTER) look(document.getElementById("newer")); };
  // Many may be reading: they do not all ask in the same instant.
  whenMoved(topic ? "topic" : "list", Number(topic ?? 0), LOOK_EVERY, () => setTimeout(ask, topic ? Math.random() * SPREAD : 0));
}

/** What arrives above the form must not move the line somebody is typing on. */
function holdStill(event) {
  const held = document.activeElement;
  if (event.detail.ctx?.sourceElement?.id !== "newer" || !held?.closest("#reply")) return;
  const before = held.getBoundingClientRect().top;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const moved = held.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 4) scrollBy({ top: moved, behavior: "instant" });
  }));
}

/** Tell the server, in small steps, up to which post this person has read. */
function noteReading(form) {
  form.hidden = true;
  let seen = 0, told = Number(form.dataset.reads), timer = 0, spent = 0;
  setInterval(() => { if (!document.hidden && Date.now() - alive < 60000) spent += 10; }, 10000);
  const tell = () => {
    if (seen <= told && spent < 30) return;
    told = form.elements.number.value = Math.max(seen, told);
    form.elements.seconds.value = spent;
    spent = 0;
    const body = new URLSearchParams(new FormData(form));
    fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true }).catch(() => {});
  };
  const watch = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) { seen = Math.max(seen, Number(target.dataset.number)); watch.unobserve(target); }
    clearTimeout(timer);
    timer = setTimeout(tell, 1200);
  });
  whenever(".post[data-number]", (post) => watch.observe(post));
  addEventListener("pagehide", tell);
}

/** What came below is said by a quiet link, until it is on the screen. */
function sayBelow(link) {
  const [first, ...later] = document.querySelectorAll(".below");
  if (later.length) {
    first.dataset.count = Number(first.dataset.count) + Number(link.dataset.count);
    first.textContent = link.dataset.many.replace("#", first.dataset.count);
    link.remove();
    return;
  }
  const post = document.querySelector(link.hash);
  if (post) new IntersectionObserver(([{ isIntersecting }], watch) => {
    if (isIntersecting) { document.querySelectorAll(".below").forEach((each) => each.remove()); watch.disconnect(); }
  }).observe(post);
}

/** j and k go to the next post and back, while the focus is among the posts: single letters are nobody's elsewhere. */
function walk(event) {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || !event.target.closest("#posts") || event.target.closest("input, textarea, select")) return;
  const posts = [...document.querySelectorAll("#posts .post")];
  const tops = posts.map((post) => post.getBoundingClientRect().top - 80);
  const next = step > 0 ? posts[tops.findIndex((top) => top > 4)] : posts[tops.findLastIndex((top) => top < -4)];
  if (!next) return;
  next.focus({ preventScroll: true });
  scrollBy({ top: next.getBoundingClientRect().top - 80, behavior: "instant" });
}

function startForum() {
  addEventListener("keydown", walk);
  whenever("#posts .post", (post) => { post.tabIndex = -1; });
  document.addEventListener("htmx:before:swap", holdStill);
  if (document.getElementById("newer")) lookOut();
  whenever(".below", sayBelow);
  whenever("form[data-reads]", noteReading);
}

startForum();
