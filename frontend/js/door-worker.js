// The door opens without a network too: the page as it was last, with what it needs, for a day.
const CACHE = "door";
const A_DAY = 86400000;
const PATIENCE = 5000; // a network that is there and does not answer is none

const isDoor = (url) => url.origin === location.origin && /^(\/en)?\/events\/\d+-[^/]+\/door$/.test(url.pathname);
const isBuilt = (url) => url.origin === location.origin && url.pathname.startsWith("/static/build/");

async function keep(request, answer) {
  const cache = await caches.open(CACHE);
  await cache.put(request, answer);
}

/** The page of the server, or where it cannot be had the one of the last time. */
async function door(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && !answer.redirected && answer.headers.get("X-Door")) await keep(request.url, answer.clone());
    else if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) await (await caches.open(CACHE)).delete(request.url);
    return answer;
  } catch (away) {
    const kept = await caches.match(request.url, { cacheName: CACHE, ignoreVary: true });
    if (kept && Date.now() - Date.parse(kept.headers.get("Date")) < A_DAY) return kept;
    throw away;
  }
}

/** Built files never change under their name. */
async function built(request) {
  const kept = await caches.match(request.url, { cacheName: CACHE, ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await keep(request.url, answer.clone());
  return answer;
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET") return;
  if (isDoor(url) && (request.mode === "navigate" || request.headers.has("X-Keep"))) event.respondWith(door(request));
  else if (isBuilt(url)) event.respondWith(built(request));
});
