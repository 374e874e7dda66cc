// Names are found as one types, in Greek with or without accents, and in Latin letters however they are spelled.
import { home } from "./queue.js";

const PAIRS = { ch: "h", kh: "h", ph: "f", gh: "g", ks: "x", ps: "ps", ou: "u", oy: "u", au: "av", ay: "av", af: "av", eu: "ev", ey: "ev", ef: "ev", ai: "e", ei: "i", oi: "i", ui: "i", yi: "i", mp: "v", nt: "d", ng: "g", gk: "g" };
const SINGLE = { w: "o", 8: "t", 9: "t", 3: "x", b: "v", f: "v", q: "k", c: "k", j: "x" };

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");

/** A sound without all on which hands differ: h, i, x and y are written in too many ways. */
function sound(word) {
  const pairs = word.replace(/ch|kh|ph|gh|ks|ou|oy|au|ay|af|eu|ey|ef|ai|ei|oi|ui|yi|mp|nt|ng|gk/g, (two) => PAIRS[two]);
  return pairs.replace(/./g, (one) => SINGLE[one] ?? one).replace(/[hixy]/g, "").replace(/(.)\1+/g, "$1");
}

function matches(row, typed) {
  const [greek, latin] = row.dataset.find.split("|");
  const sounds = latin.split(/[\s-]+/).map(sound);
  return typed.every((word) => {
    if (greek.split(/[\s-]+/).some((part) => part.startsWith(word))) return true;
    const sought = /^[a-z0-9]+$/.test(word) ? sound(word) : "";
    return sought !== "" && sounds.some((part) => part.startsWith(sought));
  });
}

function find() {
  const typed = fold(home().querySelector("#find").value).split(/[\s-]+/).filter(Boolean);
  const rows = [...home().querySelectorAll("[data-seat]")];
  for (const row of rows) row.hidden = !matches(row, typed);
  const nobody = home().querySelector("[data-nobody-line]");
  nobody.hidden = rows.some((row) => !row.hidden);
  nobody.textContent = nobody.hidden ? "" : home().dataset.nobody;
}

export function startFinding() {
  const box = home().querySelector("[data-search]");
  if (!box) return;
  box.hidden = false;
  box.addEventListener("input", find);
  document.addEventListener("door:list", find);
}
