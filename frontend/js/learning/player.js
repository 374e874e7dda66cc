// Video and sound: where one stopped, which parts were played, the speed, the version, the transcript.
import { whenever } from "../page.js";
import { followTranscript } from "./transcript.js";
import { home, queueAct } from "./queue.js";

const EVERY = 10000; // milliseconds between two savings while it plays
const GAP = 1.5; // seconds: a longer step is a jump, not playing

/** Two stretches that touch are one. */
function add(segments, from, to) {
  if (to - from < 0.2) return segments;
  const all = [...segments, [from, to]].sort((a, b) => a[0] - b[0]);
  return all.reduce((kept, [start, end]) => {
    const last = kept.at(-1);
    if (last && start <= last[1] + 0.5) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
    return kept;
  }, []);
}

const tenths = (seconds) => Math.round(seconds * 10) / 10;

function watch(player, block) {
  let played = [];
  let from = null;
  let last = 0;

  function stretch() {
    const now = player.currentTime;
    if (from !== null && now > from && now - last < GAP + player.playbackRate) played = add(played, from, now);
    from = player.paused ? null : now;
    last = now;
  }

  function save() {
    stretch();
    if (!played.length) return;
    const segments = played.map(([start, end]) => [tenths(start), tenths(end)]);
    played = [];
    queueAct({ kind: "played", block, value: { position: tenths(player.currentTime), segments } });
  }

  player.addEventListener("play", () => { from = last = player.currentTime; });
  player.addEventListener("timeupdate", () => {
    if (player.seeking) return;
    if (player.currentTime - last > GAP * player.playbackRate || player.currentTime < last) from = player.currentTime;
    else if (from !== null) { played = add(played, from, player.currentTime); from = player.currentTime; }
    last = player.currentTime;
  });
  player.addEventListener("seeking", () => { from = null; });
  player.addEventListener("seeked", () => { from = player.paused ? null : player.currentTime; last = player.currentTime; });
  for (const kind of ["pause", "ended"]) player.addEventListener(kind, save);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  setInterval(() => { if (!player.paused) save(); }, EVERY);
}

/** Choose another version without losing the place. */
function choose(player, links, link) {
  const at = player.currentTime;
  const playing = !player.paused;
  for (const other of links) other.toggleAttribute("aria-current", other === link);
  link.setAttribute("aria-current", "true");
  player.src = link.href;
  player.currentTime = at;
  if (playing) player.play();
}

function speeds(place, player) {
  const box = place.querySelector("[data-speed]");
  if (!box) return;
  const remembered = localStorage.getItem("kalo-speed");
  if (remembered && [...box.options].some((option) => option.value === remembered)) box.value = remembered;
  const set = () => { player.playbackRate = player.defaultPlaybackRate = Number(box.value); };
  box.addEventListener("change", () => { set(); localStorage.setItem("kalo-speed", box.value); });
  set();
  box.closest("label").hidden = false;
}

function resume(place, player) {
  const button = place.querySelector("[data-resume]");
  if (!button) return;
  button.closest(".resume").hidden = false;
  const go = () => { player.currentTime = Number(button.dataset.resume); };
  button.addEventListener("click", () => { go(); player.play(); button.closest(".resume").hidden = true; });
}

/** The still of a video is loaded as it comes near: the first view of a lesson stays light. */
function still(player) {
  const watch = new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting) return;
    player.poster = player.dataset.poster;
    watch.disconnect();
  }, { rootMargin: "200px" });
  watch.observe(player);
}

export function startPlayers() {
  whenever("[data-poster]", still);
  whenever("[data-player]", (player) => {
    const place = player.closest(".playing");
    const links = [...place.querySelectorAll("[data-source]")];
    for (const link of links) link.addEventListener("click", (event) => { event.preventDefault(); choose(player, links, link); });
    speeds(place, player);
    resume(place, player);
    if (home()) watch(player, Number(player.dataset.player));
    const text = place.querySelector("[data-transcript]");
    if (text) followTranscript(player, text);
  });
}
