// The transcript marks what is heard now; a press on a moment goes there.
export function followTranscript(player, text) {
  const list = text.querySelector(".cues");
  const follow = text.querySelector("[data-follow]");
  const lines = [...list.children];
  follow.closest("label").hidden = false;

  for (const line of lines) {
    const moment = line.querySelector(".moment");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "moment", textContent: moment.textContent });
    button.addEventListener("click", () => { player.currentTime = Number(line.dataset.from); player.play(); });
    moment.replaceWith(button);
  }

  let now = null;
  player.addEventListener("timeupdate", () => {
    const at = player.currentTime;
    const line = lines.find((each) => at >= Number(each.dataset.from) && at < Number(each.dataset.to));
    if (!line || line === now) return;
    now?.removeAttribute("aria-current");
    line.setAttribute("aria-current", "true");
    now = line;
    // Only inside the box: the page itself stays where it is read.
    if (follow.checked && text.open) list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3;
  });
}
