// The tabs of the room on a phone (house.js switches them): shown because scripts run; a seen pane has nothing new.
const tabOf = (element) => document.getElementById(element?.closest("[data-pane]")?.id.replace("panel-", "tab-") ?? "");

/** How far down the parts begin, for what fills the rest of a phone. */
function measure(room) {
  const above = Math.round(room.getBoundingClientRect().top + scrollY);
  document.documentElement.style.setProperty("--above", `${above}px`);
}

/** On a phone a part that was chosen comes up to where it is seen, if much stands over it. */
function bringUp(tab) {
  const panel = document.getElementById(tab.getAttribute("aria-controls"));
  const low = panel?.getBoundingClientRect().top > innerHeight * 0.4;
  if (low && matchMedia("(max-width: 61.99rem)").matches) panel.scrollIntoView({ block: "start" });
}

export function startPanes(room) {
  measure(room);
  new ResizeObserver(() => measure(room)).observe(room.closest(".page") ?? document.body);
  const tabs = room.querySelector("[role='tablist']");
  tabs.hidden = false;
  if (location.hash) tabOf(document.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`))?.click();
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("[role='tab']");
    if (tab) setTimeout(() => bringUp(tab));
    const badge = event.target.closest("[role='tab']")?.querySelector("[data-badge]");
    if (badge) { badge.hidden = true; badge.textContent = ""; }
  });
}

/** Something new is in a pane: its tab says so, unless it is seen. */
export function markPane(name) {
  const badge = document.querySelector(`#tab-${name} [data-badge]`);
  if (!badge || !document.getElementById(`panel-${name}`)?.hasAttribute("data-away")) return;
  badge.textContent = String(Number(badge.textContent || 0) + 1);
  badge.hidden = false;
}
