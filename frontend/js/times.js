// "20 minutes ago" stays true while the page is open; older moments keep the words of the server.
const NEAR = 22 * 3600;
const RELATIVE = /πριν|τώρα|ago|now/i;

function refresh() {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const age = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (!(age > 60 && age < NEAR) || !RELATIVE.test(time.textContent)) continue;
    const minutes = Math.round(age / 60);
    time.textContent = minutes < 60 ? words.format(-minutes, "minute") : words.format(-Math.round(age / 3600), "hour");
  }
}

export function startTimes() {
  setInterval(refresh, 60000);
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
}
