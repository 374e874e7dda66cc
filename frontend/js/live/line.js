// The line to the server: a WebSocket with hints; when there is none, the same addresses asked every few seconds.
import { io } from "socket.io-client";
import { tellTime } from "./clock.js";
import { key, openOutbox } from "./outbox.js";
import { showPending } from "./pending.js";
import { startPeople } from "./people.js";
import { showState } from "./state.js";

const HEARTBEAT = 25000;
const POLL = 4000;
const POLL_HIDDEN = 20000;
const PATIENCE = 7000; // without a socket for so long, and the page asks by itself
const TIMEOUT = 8000;

/** The name of this tab, to tell devices of one person apart. */
function device() {
  try {
    const known = sessionStorage.getItem("live-device") ?? key();
    sessionStorage.setItem("live-device", known);
    return known;
  } catch { return key(); }
}

export function startLine(room, board) {
  const event = Number(room.dataset.event);
  const { base } = room.dataset;
  const tab = device();
  const token = room.querySelector("[name='csrf_token']")?.value ?? "";
  const people = startPeople(base);
  let out = false;
  let fetching = null;
  let wanted = 0;
  let polling = null;
  let away = null;

  const socket = io({
    transports: ["websocket"], upgrade: false, query: { language: document.documentElement.lang },
    reconnectionDelay: 500, reconnectionDelayMax: 5000, timeout: TIMEOUT,
  });

  const outbox = openOutbox(room, deliver, (items) => {
    setTimeout(() => { showPending(room, items, outbox); state.waiting(outbox.waiting); });
  });
  const state = showState();

  function leave(reason) {
    out = true;
    stopPolling();
    socket.disconnect();
    room.dataset.takes = "no";
    state.show("out", reason);
  }

  function take(news) {
    if (news.out) { leave(news.out); return; }
    if (news.now) tellTime(news.now);
    board.show(news);
    people.show(news);
    wanted = 0;
  }

  const ask = (what, said) => new Promise((answered) => {
    socket.timeout(TIMEOUT).emit(what, { event, device: tab, ...said }, (late, answer) => answered(late ? null : answer));
  });

  async function post(path, words) {
    const body = new URLSearchParams({ csrf_token: token, device: tab, ...words });
    const options = { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(TIMEOUT) };
    const response = await fetch(path, options).catch(() => null);
    if (!response || response.status >= 500) return null;
    if (response.headers.get("Content-Type")?.includes("json")) return response.json();
    return { refused: state.words("out") };
  }

  /** Send an act of the outbox by the line there is. */
  async function deliver(item) {
    if (out) return null;
    const said = { once: item.once, ...item.words };
    const answer = socket.connected ? await ask(item.act, said) : await post(item.path, said);
    if (answer?.out) leave(answer.out);
    if (answer?.seq) hinted(answer.seq);
    return answer?.failed ? null : answer;
  }

  async function ofMissed() {
    const response = await fetch(`${base}entries?since=${board.seen}`, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(TIMEOUT) }).catch(() => null);
    if (!response || response.status >= 500) return null;
    return response.headers.get("Content-Type")?.includes("json") ? response.json() : { out: state.words("out") };
  }

  /** Ask for what was missed; a second wish during the asking is one more asking after it. */
  function refresh() {
    fetching ??= ofMissed().then((news) => {
      fetching = null;
      if (news) take(news);
      return Boolean(news);
    });
    return fetching;
  }

  async function hinted(seq) {
    wanted = Math.max(wanted, seq);
    while (!out && board.seen < wanted && await refresh());
  }

  async function join() {
    const news = await ask("join", { since: board.seen });
    if (!socket.connected) return;
    if (news?.wait) { setTimeout(join, news.wait * 1000); return; }
    if (!news || news.refused !== undefined || news.failed) { socket.disconnect().connect(); return; }
    take(news);
    if (out) return;
    clearTimeout(away);
    stopPolling();
    state.show("live");
    outbox.flush();
  }

  async function poll() {
    const well = await refresh();
    if (out || !polling) return;
    if (!socket.connected) state.show(well ? "polling" : "away");
    if (well) outbox.flush();
    polling = setTimeout(poll, document.hidden ? POLL_HIDDEN : POLL);
  }

  function startPolling() {
    if (out || polling) return;
    polling = setTimeout(poll);
    beHere();
  }

  function stopPolling() { clearTimeout(polling); polling = null; }

  async function beHere() {
    if (out) return;
    const answer = socket.connected ? await ask("here") : polling && await post(`${base}presence`, {});
    if (answer?.out) leave(answer.out);
    if (answer?.seq > board.seen) hinted(answer.seq);
  }

  function lose() {
    if (out) return;
    state.show("away");
    clearTimeout(away);
    away = setTimeout(startPolling, PATIENCE);
  }

  socket.on("connect", join);
  socket.on("news", (hint) => hinted(hint.seq));
  socket.on("people", () => people.renew());
  socket.on("out", (said) => leave(said.reason));
  socket.on("disconnect", lose);
  socket.on("connect_error", (error) => {
    if (error.message === "signed-out") refresh(); // the page is told why in its own language
    else if (!away && !polling) away = setTimeout(startPolling, PATIENCE);
  });
  setInterval(beHere, HEARTBEAT);
  addEventListener("online", () => { if (!out) { socket.connect(); if (polling) poll(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !out) { if (!socket.connected) socket.connect(); refresh(); } });
  addEventListener("pagehide", () => { if (socket.connected) socket.emit("leave", { event, device: tab }); });
  state.show("connecting");
  return { outbox };
}
