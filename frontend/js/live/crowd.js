// A thousand pages that ask for the same at the same moment are a storm: the more there are, the longer they take about it.
const EACH = 30; // milliseconds for each who is here
const FEW = 1500;

/** How long this page waits before it asks for what all others ask for now, too. */
export function spread() {
  const here = Number(document.getElementById("panel-people")?.dataset.present ?? 0);
  return Math.random() * Math.max(FEW, EACH * here);
}
