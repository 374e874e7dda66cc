// The tabs of the room on a phone (house.js switches them): shown because scripts run; a seen pane has nothing new.
const tabOf = (element) => document.getElementById(element?.closest("[data-pane]")?.id.replace("panel-", "tab-") ?? "");

export function startPanes(room) {
  const tabs = room.querySelector("[role='tablist']");
  tabs.hidden = false;
  if (location.hash) tabOf(document.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`))?.click();
  tabs.addEventListener("click", (event) => {
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
