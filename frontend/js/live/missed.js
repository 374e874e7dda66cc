// Whoever was away for a while is told what happened, though their page stayed open.
const AWAY = 180000;
const TICK = 5000;

export function startMissed(room) {
  const state = document.getElementById("link-state");
  let alive = Date.now();
  const connected = () => ["live", "back", "polling"].includes(state?.dataset.state);

  async function ask() {
    const place = document.getElementById("panel-missed");
    const response = await fetch(`${room.dataset.base}panels/missed`, { cache: "no-store" }).catch(() => null);
    if (!place || response?.status !== 200) return;
    const holder = document.createElement("template");
    holder.innerHTML = await response.text(); // of our own template, in which every word is escaped
    place.replaceWith(holder.content.firstElementChild);
  }

  // A device that slept does not tick: the time between two ticks tells it.
  setInterval(() => {
    if (!connected()) return;
    const away = Date.now() - alive;
    alive = Date.now();
    if (away >= AWAY) ask();
  }, TICK);

  // What is spoken of may stand in a part of the room that is put away on a phone.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#panel-missed [data-leads]");
    const pane = link && document.querySelector(link.getAttribute("href"))?.closest("[data-pane]");
    if (pane) room.querySelector(`[role="tab"][aria-controls="${pane.id}"]`)?.click();
  });
}
