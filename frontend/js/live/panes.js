// The tabs of the room on a phone (house.js switches them): shown because scripts run; a seen pane has nothing new.
export function startPanes(room) {
  const tabs = room.querySelector("[role='tablist']");
  tabs.hidden = false;
  if (location.hash.startsWith("#question-")) tabs.querySelector("#tab-questions").click();
  tabs.addEventListener("click", (event) => {
    const badge = event.target.closest("[role='tab']")?.querySelector("[data-badge]");
    if (badge) { badge.hidden = true; badge.textContent = ""; }
  });
}
