// What a page shows moves on while it is seen: by hints over a line; without one the page asks now and then.
const AFTER = 2500; // the page comes first
const shows = new Map();
let line = null;

/** Call `look` when this thing has moved on, and every so many milliseconds where no line says it. */
export function whenMoved(what, id, every, look) {
  shows.set(what, { id, look });
  const ask = () => { if (!document.hidden && navigator.onLine) look(); };
  setInterval(() => line?.hears(what) || ask(), every);
  document.addEventListener("visibilitychange", () => line || ask());
}

// Scripts of other files say so by an event: each file has modules of its own, and there is one line.
document.addEventListener("shows", ({ detail: { what, id, every, look } }) => whenMoved(what, id, every, look));

/** Open the line of a member's page; a live room has its own, and whoever saves data has none. */
export function startLine() {
  const address = document.getElementById("bell")?.dataset.line;
  if (!address || document.getElementById("live-room") || navigator.connection?.saveData) return;
  const turn = () => (document.hidden ? line.close() : line.open());
  setTimeout(async () => {
    const { makeLine } = await import(address).catch(() => ({}));
    if (!makeLine) return;
    line = makeLine(shows, (what) => shows.get(what)?.look());
    document.addEventListener("visibilitychange", turn);
    turn();
  }, AFTER);
}
