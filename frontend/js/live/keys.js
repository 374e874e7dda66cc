// Single letters lead to the panels; whoever dictates or types by other means turns them off, on this device.
const PLACE = "live-keys";

/** The Latin letter of a key, also where the keyboard writes Greek. */
const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key : code?.match(/^Key([A-Z])$/)?.[1] ?? "").toLowerCase();

function off() { try { return localStorage.getItem(PLACE) === "off"; } catch { return false; } }

export function startKeys(room) {
  const button = document.getElementById("live-keys");
  const show = () => button?.setAttribute("aria-pressed", String(!off()));
  document.getElementById("live-letters")?.removeAttribute("hidden");
  button?.addEventListener("click", () => {
    try { localStorage.setItem(PLACE, off() ? "on" : "off"); } catch { /* they stay on */ }
    show();
  });
  show();
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const tab = room.querySelector(`[role='tab'][data-shortcut="${letterOf(event)}"]`);
    if (!tab) return;
    event.preventDefault();
    tab.click();
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    const seen = (element) => element.getClientRects().length > 0;
    const first = panel && [...panel.querySelectorAll("textarea, input:not([type='hidden']), button, [tabindex]")].find(seen);
    (first ?? tab).focus();
  });
}
