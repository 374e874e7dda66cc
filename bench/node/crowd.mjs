// A crowd of Socket.IO clients in a process of its own. It reads what to do as JSON, and answers what it met as JSON.
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { io } from "socket.io-client";

const plan = JSON.parse(await text(process.stdin));
const MARK = /⟦(\d+)⟧/g;
const AT_ONCE = 50; // so many come in together
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const sent = new Map(); // the moment of each message
const crowd = plan.cookies.map((cookie) => ({ cookie, heard: new Map(), news: 0, bytes: 0 }));
const delays = [];
const answers = [];
let refused = 0;

function hear(one, news) {
  const at = performance.now();
  const said = JSON.stringify(news.pieces ?? "");
  one.news += 1;
  one.bytes += Buffer.byteLength(said);
  for (const [, id] of said.matchAll(MARK)) {
    one.heard.set(id, (one.heard.get(id) ?? 0) + 1);
    if (one.heard.get(id) === 1 && sent.has(id)) delays.push(at - sent.get(id));
  }
}

const ask = (one, what, said) => one.socket.timeout(30000).emitWithAck(what, { event: plan.event, device: "bench", ...said });

function comeIn(one) {
  return new Promise((done, failed) => {
    one.socket = io(plan.url, {
      transports: ["websocket"], forceNew: true, reconnection: false, query: { language: "el" },
      extraHeaders: one.cookie ? { Cookie: one.cookie } : {},
    });
    one.socket.on("news", (news) => hear(one, news));
    one.socket.on("connect_error", failed);
    one.socket.on("connect", () => ask(one, "join", { since: 0 }).then(done, failed));
  });
}

async function act(one, said) {
  const began = performance.now();
  const answer = await ask(one, "act", { once: randomUUID(), ...said }).catch(() => ({ refused: "late" }));
  answers.push(performance.now() - began);
  if (!answer?.seq) refused += 1;
  return answer;
}

async function talk() {
  for (let number = 0; number < plan.messages; number += 1) {
    const one = crowd[(number * 7) % crowd.length];
    const id = String(1000 + number);
    sent.set(id, performance.now());
    act(one, { kind: "said", text: `⟦${id}⟧ Συμφωνώ, ας το γράψουμε στο καταστατικό.` });
    await wait(plan.gap);
  }
}

/** Everybody votes once, at a moment of their own. */
async function storm() {
  const about = (await act(crowd[0], { kind: "asked", text: "Το ψηφίζουμε;" })).seq;
  const voices = crowd.slice(1);
  await Promise.all(voices.map(async (one, index) => {
    await wait((plan.storm * 1000 * index) / voices.length);
    return act(one, { kind: "voted", about });
  }));
}

const middle = (list, part) => { list.sort((a, b) => a - b); return list[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0; };
const many = (list) => ({ p50: middle(list, 0.5), p95: middle(list, 0.95), p99: middle(list, 0.99) });

const began = performance.now();
for (let first = 0; first < crowd.length; first += AT_ONCE) await Promise.all(crowd.slice(first, first + AT_ONCE).map(comeIn));
const joined = performance.now() - began;
console.log(JSON.stringify({ joined }));
await wait(plan.rest);
console.log(JSON.stringify({ begins: true }));
const before = crowd.map(({ news, bytes }) => ({ news, bytes }));
const start = performance.now();
await (plan.storm ? storm() : talk());
const took = performance.now() - start;
await wait(plan.rest);
const copies = crowd.flatMap(({ heard }) => [...sent.keys()].map((id) => heard.get(id) ?? 0));
console.log(JSON.stringify({
  took, refused, due: copies.length, lost: copies.filter((each) => each === 0).length, doubled: copies.filter((each) => each > 1).length,
  delays: many(delays), answers: many(answers),
  news: crowd.reduce((sum, one, index) => sum + one.news - before[index].news, 0) / crowd.length,
  bytes: crowd.reduce((sum, one, index) => sum + one.bytes - before[index].bytes, 0) / crowd.length,
}));
crowd.forEach(({ socket }) => socket.disconnect());
setTimeout(() => process.exit(0), 500);
