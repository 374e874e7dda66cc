// Raised hands: their order, one's own, whose turn it is. "Your turn" interrupts, on every device of whoever it is.
import { keepOrder } from "../order.js";
import { keepTyped } from "../typed.js";
import { interrupt } from "../voice.js";

export default function start(room) {
  const { me } = room.dataset;
  let told = 0; // the turn that was said to be mine
  let asked = ""; // what waits to be sent
  let enough = null;
  let putBack = () => {};

  const list = () => document.getElementById("hands");
  const wanted = () => document.getElementById("handorder").dataset.order.split(" ").filter(Boolean)
    .map((seq) => document.getElementById(`hand-${seq}`)).filter(Boolean);
  const ownOf = (mine) => list().querySelector(`[data-who="${me}"]`) ?? document.getElementById(`hand-${mine.hand}`);

  const order = keepOrder(list, wanted);

  function paintOwn(panel, own) {
    const asks = panel.querySelector(".asks");
    const place = panel.querySelector(".own-place");
    if (own) { own.classList.add("own"); const why = own.querySelector(".why"); why.textContent = why.dataset.own; }
    if (!asks) return;
    const wants = asked || own?.dataset.wants;
    for (const button of asks.querySelectorAll("[name='wants']")) button.setAttribute("aria-pressed", String(button.value === wants));
    const lower = asks.querySelector(".lower");
    lower.elements.about.value = own?.dataset.seq ?? 0;
    lower.querySelector("button").hidden = !own;
    const number = own ? wanted().indexOf(own) + 1 : 0;
    place.hidden = !number;
    place.textContent = number === 1 ? panel.dataset.next : panel.dataset.place.replace("{n}", number).replace("{m}", wanted().length);
  }

  /** Polite, once, and only to whoever speaks. */
  function sayEnough(floor, turn) {
    clearTimeout(enough);
    const clock = floor.querySelector("[data-ends]");
    const left = clock ? Date.parse(clock.dataset.ends) - Date.parse(clock.dataset.now) : 0;
    if (left > 0) enough = setTimeout(() => {
      if (Number(floor.dataset.turn) === turn && floor.isConnected) document.dispatchEvent(new CustomEvent("say", { detail: floor.dataset.enough }));
    }, left);
  }

  function paintFloor(mine) {
    const floor = document.getElementById("floor");
    const turn = Number(floor.dataset.turn ?? 0);
    const ours = turn > 0 && (floor.dataset.speaker === me || mine.turn === turn);
    floor.classList.toggle("own", ours);
    if (!ours) return;
    floor.querySelector(".theirs").hidden = true;
    floor.querySelector(".ours").hidden = false;
    floor.querySelector(".end-turn")?.removeAttribute("hidden");
    if (told === turn) return;
    told = turn;
    interrupt(floor.dataset.yours);
    sayEnough(floor, turn);
  }

  return {
    before(panel) { putBack = keepTyped(panel); },
    arrange() { putBack(); order(); },
    paint(mine, panel) { paintOwn(panel, ownOf(mine)); paintFloor(mine); },
    waiting(items) {
      asked = items.filter((item) => item.act === "hand_raised" && !item.refused).at(-1)?.words.wants ?? "";
      const pressed = asked && document.querySelector(`.asks [value="${asked}"]`);
      if (pressed) pressed.setAttribute("aria-pressed", "true");
    },
  };
}
