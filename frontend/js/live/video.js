// Video of another house: asked for by a press, and kept outside the markup that is renewed.
const SAFE = "allow-scripts allow-same-origin allow-forms allow-popups allow-presentation allow-modals";
const make = (name, facts) => Object.assign(document.createElement(name), facts);

function player({ source, kind, devices, title }) {
  if (kind === "file") return make("video", { src: source, title, controls: true, autoplay: true, playsInline: true });
  const frame = make("iframe", { title, allow: `fullscreen; autoplay; picture-in-picture; ${devices}`, referrerPolicy: "strict-origin" });
  frame.setAttribute("sandbox", SAFE);
  frame.src = source;
  return frame;
}

export function startVideo(room) {
  const screen = make("section", { className: "screen", hidden: true });
  room.prepend(screen);
  let shown = ""; // the address that is on the screen
  let unfolded = false; // what was open stays so when its markup is renewed
  const button = () => document.getElementById("video-show");
  const fold = () => document.getElementById("video-fold");

  function close() {
    shown = "";
    screen.replaceChildren();
    screen.hidden = true;
    dress();
  }

  /** The button is there while nothing is shown; a screen whose address was changed or taken away goes. */
  function dress() {
    const now = button();
    if (shown && now?.dataset.source !== shown) { close(); return; }
    if (now) now.hidden = Boolean(shown);
    if (fold() && unfolded) fold().open = true;
  }

  function open({ dataset }) {
    const away = make("button", { type: "button", className: "act", textContent: dataset.close });
    const shows = player(dataset);
    shown = dataset.source;
    screen.setAttribute("aria-label", dataset.title);
    screen.append(shows, away);
    screen.hidden = false;
    fold().open = unfolded = false;
    away.focus({ preventScroll: true });
    screen.scrollIntoView({ block: "nearest" });
    shows.addEventListener("error", () => shows.replaceWith(make("p", { className: "soft", role: "status", textContent: dataset.unplayable })));
    away.addEventListener("click", () => { close(); fold()?.querySelector("summary").focus(); });
  }

  document.addEventListener("toggle", ({ target }) => { if (target.id === "video-fold") unfolded = target.open; }, true);
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("#video-show");
    if (!pressed || shown) return;
    open(pressed);
    dress();
  });
  document.addEventListener("live:renewed", dress);
  dress();
}
