// The line of a page, fetched once the page stands: hints that something it shows has moved on.
import { io } from "socket.io-client";

/** Answers a line that can be opened, closed and asked whether it hears of a thing. */
export function makeLine(shows, moved) {
  const heard = new Set();
  const socket = io("/lines", { transports: ["websocket"], upgrade: false, autoConnect: false, reconnectionDelay: 2000, reconnectionDelayMax: 60000 });
  const show = (what, id) => socket.timeout(8000).emit("show", { what, id }, (late, answer) => {
    if (late || !answer?.shown) return;
    heard.add(what);
    moved(what); // what came since the page was made
  });
  socket.on("connect", () => shows.forEach(({ id }, what) => show(what, id)));
  socket.on("disconnect", () => heard.clear());
  socket.on("moved", ({ what }) => moved(what));
  return { open: () => socket.connect(), close: () => socket.disconnect(), hears: (what) => heard.has(what) };
}
