// Has the browser keep this page, so that it opens again where there is no network; signing out forgets it.
import { home } from "./queue.js";

/** The files that this page uses are fetched once more under the eyes of the worker, which keeps them. */
function gather() {
  const used = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((part) => part.href ?? part.src);
  const fonts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/static/build/"));
  for (const address of new Set([...used, ...fonts, home().dataset.cameraReader])) fetch(address).catch(() => {});
}

export function startOffline() {
  if (!navigator.serviceWorker) return; // needs a secure address
  navigator.serviceWorker.register(home().dataset.worker, { scope: location.pathname }).catch(() => {});
  if (navigator.serviceWorker.controller) gather();
  else navigator.serviceWorker.addEventListener("controllerchange", () => { gather(); fetch(location.pathname, { headers: { "X-Keep": "1" } }).catch(() => {}); }, { once: true });
}
