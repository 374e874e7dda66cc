// The room as another client of Socket.IO sees it: comes in, acts twice with one id, hears the others, comes back.
import { createRequire } from "node:module";

const { io } = createRequire(new URL("../../frontend/package.json", import.meta.url))("socket.io-client");
const [url, cookie, number, since, text, once] = process.argv.slice(2);
const event = Number(number);
const told = [];
const socket = io(url, { transports: ["websocket"], extraHeaders: { Cookie: `kalo=${cookie}` }, query: { language: "el" } });
const ask = (what, said) => new Promise((answered) => socket.timeout(8000).emit(what, { event, device: "node", ...said }, (late, answer) => answered(late ? null : answer)));

socket.on("news", (news) => told.push([news.from, news.seq, (news.pieces ?? []).map(([id]) => id)]));
socket.on("connect_error", (error) => { console.log(JSON.stringify({ refused: error.message })); process.exit(0); });
socket.on("connect", async () => {
  const came = await ask("join", { since: Number(since) });
  const first = await ask("act", { kind: "said", once, text });
  const again = await ask("act", { kind: "said", once, text });
  const wrong = await ask("act", { kind: "closed", once: `${once.slice(1)}a` });
  setTimeout(() => { console.log(JSON.stringify({ came, first, again, wrong, told })); socket.disconnect(); }, 400);
});
setTimeout(() => process.exit(2), 15000).unref();
