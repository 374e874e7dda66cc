// Video of another house: asked for by a press, and kept outside the markup that is renewed.
const SAFE = "allow-scripts allow-same-origin allow-forms allow-popups allow-presentation allow-modals";

function make(button) {
  const { source, kind, devices, title } = button.dataset;
  if (kind === "file") return Object.assign(document.createElement("video"), { src: source, title, controls: true, autoplay: true, playsInline: true });
  const frame = Object.assign(document.createElement("iframe"), { title, allow: `fullscreen; autoplay; picture-in-picture; ${devices}`, referrerPolicy: "strict-origin" });
  frame.setAttribute("sandbox", SAFE);
  frame.src = source;
  return frame;
}

export function startVideo(room) {
  const screen = Object.assign(document.createElement("section"), { className: "screen", hidden: true });
  room.prepend(screen);
  let shown = ""; // the address that is on the screen
  const button = () => document.getElementById("video-show");

  function close() {
    shown = "";
    screen.replaceChildren();
    screen.hidden = true;
  }

  /** The button says what it would do; a screen whose address was changed or taken away goes. */
  function dress() {
    const now = button();
    if (shown && now?.dataset.source !== shown) close();
    if (!now) return;
    now.hidden = false;
    now.dataset.open ??= now.textContent;
    now.setAttribute("aria-expanded", String(Boolean(shown)));
    now.querySelector("span").textContent = shown ? now.dataset.close : now.dataset.open;
  }

  function open(pressed) {
    const player = make(pressed);
    shown = pressed.dataset.source;
    screen.setAttribute("aria-label", pressed.dataset.title);
    screen.append(player);
    screen.hidden = false;
    player.addEventListener("error", () => screen.replaceChildren(Object.assign(document.createElement("p"), { className: "soft", role: "status", textContent: pressed.dataset.unplayable })));
  }

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("#video-show");
    if (!pressed) return;
    if (shown) close();
    else open(pressed);
    dress();
  });
  document.addEventListener("live:renewed", dress);
  dress();
}
