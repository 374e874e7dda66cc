// At the door of a room: waiting until one may come in, and trying the line beforehand.
const EACH = 4000;
const json = (path) => fetch(path, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(8000) }).then((answer) => answer.json()).catch(() => null);

/** Those who lead see them now: there is nothing left to press. */
function announced(door, knock) {
  knock.remove();
  document.getElementById("lobby-words").textContent = door.dataset.seen;
}

/** Somebody waits: in the lobby they are announced by themselves; then the page looks again and again. */
function startWaiting(door) {
  const knock = document.getElementById("knock");
  if (knock) {
    const form = new FormData(knock);
    fetch(knock.action, { method: "POST", body: form, headers: { Accept: "application/json" } })
      .then((answer) => { if (answer.ok) announced(door, knock); }).catch(() => {});
  }
  const look = async () => {
    const now = document.hidden ? null : await json(door.dataset.look);
    if (now?.in || now?.waits === false) {
      document.dispatchEvent(new CustomEvent("say", { detail: now.in ? door.dataset.in : now.words }));
      setTimeout(() => location.reload(), 400);
      return;
    }
    setTimeout(look, EACH);
  };
  setTimeout(look, EACH);
}

function say(list, name, how, number) {
  const line = list.querySelector(`[data-check="${name}"]`);
  line.dataset.is = how;
  line.querySelector("[role='status']").textContent = (line.dataset[how] ?? line.dataset.fair).replace("{n}", number);
}

/** Whether a WebSocket comes through whatever stands between. */
const socketOpens = () => new Promise((answered) => {
  const line = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/socket.io/?EIO=4&transport=websocket`);
  const end = (well) => { clearTimeout(late); line.close(); answered(well); };
  const late = setTimeout(() => end(false), 6000);
  line.onmessage = () => end(true);
  line.onerror = () => end(false);
});

function keeps() {
  try { localStorage.setItem("live-check", "1"); localStorage.removeItem("live-check"); return true; } catch { return false; }
}

async function startCheck(list) {
  list.hidden = false;
  say(list, "store", keeps() ? "good" : "fair");
  const trips = [];
  let off = 0;
  for (let turn = 0; turn < 3; turn += 1) {
    const began = performance.now();
    const answer = await json(list.dataset.look);
    const took = performance.now() - began;
    if (!answer?.now) continue;
    if (took <= Math.min(...trips, Infinity)) off = Date.parse(answer.now) + took / 2 - Date.now();
    trips.push(took);
  }
  const best = Math.round(Math.min(...trips));
  say(list, "answer", !trips.length ? "bad" : best < 600 ? "good" : "fair", best);
  if (trips.length) say(list, "clock", Math.abs(off) < 3000 ? "good" : "fair", Math.round(Math.abs(off) / 1000));
  say(list, "socket", await socketOpens() ? "good" : "fair");
}

const door = document.getElementById("live-door");
if (door?.dataset.waits) startWaiting(door);
const list = document.getElementById("live-check");
if (list) startCheck(list);
