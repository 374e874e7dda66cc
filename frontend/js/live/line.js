// The line to the server: a WebSocket with news; when there is none, the same addresses asked every few seconds.
import { io } from "socket.io-client";
import { spread } from "./crowd.js";
import { giveBack } from "./forms.js";
import { key, openOutbox, typedIn } from "./outbox.js";
import { showState } from "./state.js";

const HEARTBEAT = 25000;
const POLL = 4000;
const POLL_HIDDEN = 20000;
const PATIENCE = 7000; // without a socket for so long, and the page asks by itself
const TIMEOUT = 8000;
const LATE = 10000; // so late may come what the server tells calmly

/** The name of this tab, to tell devices of one person apart. */
function device() {
  try {
    const known = sessionStorage.getItem("live-device") ?? key();
    sessionStorage.setItem("live-device", known);
    return known;
  } catch { return key(); }
}

/** Questions over HTTP: what was missed, and acts where there is no socket. */
function byHttp(room, tab, words) {
  const { base } = room.dataset;
  const token = room.querySelector("[name='csrf_token']")?.value ?? "";
  const reach = (path, options) => fetch(path, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(TIMEOUT), ...options }).catch(() => null);
  const isJson = (response) => response.headers.get("Content-Type")?.includes("json");
  const read = (response) => response.json().catch(() => null); // it may break off in the middle
  /** A page instead of an answer: too many at once, a sign-in that is over, or no way in any more. */
  function page({ status, headers }) {
    if (status === 429) return { refused: "", wait: Number(headers.get("Retry-After")) || 5 };
    return { refused: words(status === 400 ? "stale" : "out") };
  }
  return {
    async post(path, said) {
      const body = new URLSearchParams({ csrf_token: token, device: tab });
      for (const [name, value] of Object.entries(said)) for (const one of [value].flat()) body.append(name, one === true ? "1" : one === false ? "" : one);
      const response = await reach(path, { method: "POST", body });
      if (response?.status === 500) return { failed: true }; // 502 to 504 are of whoever stands before it: the line is away
      if (!response || response.status > 500) return null;
      return isJson(response) ? read(response) : page(response);
    },
    async missed(since, whole = "") {
      const response = await reach(`${base}entries?since=${since}${whole}`);
      if (!response || response.status >= 500) return null;
      return isJson(response) ? read(response) : { out: words("out") };
    },
    here() { return this.post(`${base}presence`, {}); },
  };
}

export function startLine(room, board) {
  const event = Number(room.dataset.event);
  const tab = device();
  const calm = new Set(room.dataset.calm.split(" "));
  const state = showState();
  const http = byHttp(room, tab, state.words);
  let out = false;
  let fetching = null;
  let wanted = 0;
  let polling = null;
  let away = null;
  let lastHere = 0;
  const told = new Set(); // refusals that were said, by the key of their act

  const socket = io({
    transports: ["websocket"], upgrade: false, query: { language: document.documentElement.lang },
    reconnectionDelay: 500, reconnectionDelayMax: 5000, timeout: TIMEOUT,
  });

  const outbox = openOutbox(room, deliver, (items) => setTimeout(() => {
    tellRefused(items);
    board.waiting(items, outbox);
    state.waiting(outbox.waiting);
  }));

  /** What was refused is said once; a press without words is only said, and what it had changed is asked for anew. */
  function tellRefused(items) {
    for (const item of items.filter((one) => !one.refused)) told.delete(item.once);
    for (const item of items.filter((one) => one.refused)) {
      if (!told.has(item.once)) {
        document.dispatchEvent(new CustomEvent("say", { detail: item.refused }));
        state.refuse(item.refused);
      }
      told.add(item.once);
      if (typedIn(item)) continue;
      giveBack(item);
      outbox.drop(item.once);
      refresh();
    }
  }

  function leave(reason) {
    out = true;
    stopPolling();
    socket.disconnect();
    room.dataset.takes = "no";
    state.show("out", reason);
  }

  async function take(news, took) {
    if (news.out) { leave(news.out); return; }
    const before = closed();
    const whole = await board.take(news, took);
    if (closed() !== before && news.pieces) setTimeout(renew, spread()); // of these pieces alone no button comes or goes
    if (news.who !== undefined) board.present(news.present, news.who);
    if (!whole) hinted(news.seq, news.pieces ? 0 : spread());
  }

  const ask = (what, said) => new Promise((answered) => {
    socket.timeout(TIMEOUT).emit(what, { event, device: tab, ...said }, (late, answer) => answered(late ? null : answer));
  });

  /** Send an act of the outbox by the line there is. */
  async function deliver(item) {
    if (out) return null;
    const said = { once: item.once, ...item.words };
    const answer = socket.connected ? await ask("act", { ...said, kind: item.act }) : await http.post(item.path, said);
    if (answer?.out) leave(answer.out);
    const soon = calm.has(item.act) ? LATE : 900;
    if (answer?.seq) hinted(answer.seq, socket.connected ? soon : 0); // the news of it is on its way
    if (answer?.failed) return answer.passes ? null : { failed: state.words("failed") };
    return answer;
  }

  async function missed() {
    const began = performance.now();
    const news = await http.missed(board.seen);
    fetching = null;
    if (news) await take(news, performance.now() - began);
    return Boolean(news);
  }

  const closed = () => room.dataset.takes === "no";

  /** Every panel anew: by the hour alone the room ends, and begins, without an act that would be told. */
  async function renew() {
    const news = await http.missed(board.seen, "&whole=1");
    if (news) await take(news);
  }

  /** Ask for what was missed; who wishes it during the asking gets the same answer. */
  function refresh() { return (fetching ??= missed()); }

  /** The same, after what is being asked now: that may have been answered before this happened. */
  async function anew() { await fetching; return refresh(); }

  async function hinted(seq, wait = 0) {
    wanted = Math.max(wanted, seq);
    if (wait) await new Promise((on) => { setTimeout(on, wait); });
    while (!out && board.seen < wanted && await refresh());
  }

  async function join() {
    const began = performance.now();
    const news = await ask("join", { since: board.seen });
    if (!socket.connected) return;
    if (news?.wait) { setTimeout(join, news.wait * 1000); return; }
    if (!news || news.refused !== undefined || news.failed) { socket.disconnect().connect(); return; }
    await take(news, performance.now() - began);
    if (out) return;
    clearTimeout(away);
    away = null;
    stopPolling();
    state.show("live");
    outbox.flush();
  }

  async function poll() {
    const well = await refresh();
    if (out || !polling) return;
    if (!socket.connected) state.show(well ? "polling" : navigator.onLine ? "away" : "offline");
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
    lastHere = Date.now();
    const answer = socket.connected ? await ask("here") : polling && await http.here();
    if (answer?.out) leave(answer.out);
    if (answer?.closed !== undefined && answer.closed !== closed()) renew();
    if (answer?.seq > board.seen) hinted(answer.seq, socket.connected ? LATE : 0);
  }

  function lose() {
    if (out) return;
    state.show(navigator.onLine ? "away" : "offline");
    clearTimeout(away);
    away = setTimeout(startPolling, PATIENCE);
  }

  socket.on("connect", join);
  socket.on("news", (news) => take(news));
  socket.on("yours", () => location.reload()); // what one is, or may, is another now: the page is made anew; drafts are kept
  socket.on("mine", ({ once }) => { if (!once || !board.did(once)) anew(); }); // told to this visitor alone, or done on another device
  socket.on("people", () => board.present());
  socket.on("out", (said) => leave(said.reason));
  socket.on("disconnect", lose);
  socket.on("connect_error", (error) => {
    if (error.message === "signed-out") refresh(); // the page is told why in its own language
    else if (!away && !polling) away = setTimeout(startPolling, PATIENCE);
  });
  // The server's own ping comes every 25 seconds, also to a hidden tab, whose timers sleep.
  socket.io.on("ping", () => { if (Date.now() - lastHere > HEARTBEAT / 2) beHere(); });
  setInterval(() => { if (!socket.connected) beHere(); }, HEARTBEAT);
  document.addEventListener("live:panel", (panel) => board.take({ seq: board.seen, closed: closed(), pieces: [panel.detail] }));
  addEventListener("offline", () => { if (!out) state.show("offline"); });
  addEventListener("online", () => {
    if (out) return;
    state.show(socket.connected ? "live" : "away");
    if (socket.connected) refresh().then(() => outbox.flush()); // a short gap, which the line outlived
    else socket.connect();
    if (polling) poll();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !out) { if (!socket.connected) socket.connect(); refresh(); } });
  addEventListener("pagehide", () => { if (socket.connected) socket.emit("leave", { event, device: tab }); });
  state.show(navigator.onLine ? "connecting" : "offline");
  return { outbox };
}
