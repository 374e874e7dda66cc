// What can be done about a line: one dialog for all of them, filled in when it is opened. Signs that are one's own are pressed.
export function startDeeds(room) {
  const panel = () => document.getElementById("panel-talk");
  const dialog = () => document.getElementById("line-deeds");
  let last = {};

  function press(buttons, own) {
    for (const button of buttons) {
      const pressed = button.dataset.sign === own;
      button.setAttribute("aria-pressed", String(pressed));
      button.value = pressed ? "none" : button.dataset.sign;
    }
  }

  function open(line) {
    const { seq } = line.dataset;
    dialog().dataset.line = seq;
    dialog().querySelector("h3").textContent = line.querySelector(".from b").textContent;
    dialog().querySelector("[data-words]").textContent = line.querySelector(".words").textContent;
    for (const about of dialog().querySelectorAll("[name='about']")) about.value = seq;
    const report = dialog().querySelector("[data-report]");
    if (report) { report.href = report.dataset.report + seq; report.hidden = line.classList.contains("own"); }
    press(dialog().querySelectorAll("[data-sign]"), last[seq]);
    dialog().removeAttribute("open"); // without scripts the address had opened it
    dialog().showModal();
  }

  function reply(seq) {
    const line = document.getElementById(`said-${seq}`);
    const replying = document.getElementById("replying");
    document.querySelector("#saying [name='to']").value = seq;
    replying.querySelector("[data-words]").textContent = `${line.querySelector(".from b").textContent}: ${line.querySelector(".words").textContent.slice(0, 60)}`;
    replying.hidden = false;
    document.getElementById("write-said").focus();
  }

  function drop() {
    const to = document.querySelector("#saying [name='to']");
    if (to) to.value = "";
    document.getElementById("replying")?.setAttribute("hidden", "");
  }

  function pressed(event) {
    const link = event.target.closest(".line-more, [data-reply], [data-drop], [data-close]");
    if (!link || !panel().contains(link)) return;
    event.preventDefault();
    if (link.matches(".line-more")) { open(link.closest("li")); return; }
    if (link.matches("[data-drop]")) { drop(); document.getElementById("write-said").focus(); return; }
    dialog().close();
    if (link.matches("[data-reply]")) reply(dialog().dataset.line ?? dialog().querySelector("[name='about']").value);
  }

  room.addEventListener("click", pressed);
  return {
    paint(mine, within) {
      last = mine.reacted ?? {};
      for (const chips of within.querySelectorAll("#lines .signs:not(:empty)")) press(chips.querySelectorAll("[data-sign]"), last[chips.id.replace("signs-", "")]);
    },
    acted({ act, words }, form, mine) {
      if (act === "said") drop();
      if (act === "reacted") {
        mine.reacted ??= {};
        if (words.sign === "none") delete mine.reacted[words.about];
        else mine.reacted[words.about] = words.sign;
      }
      if (dialog()?.contains(form)) dialog().close();
    },
  };
}
