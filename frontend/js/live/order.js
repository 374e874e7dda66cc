// A list is put in order when nobody is about to press in it; but not much later, or people press by an order that is over.
const WAIT = 1500;
const LONGEST = 4500;
const WRITES = "details[open], textarea:focus, select:focus, input:not([type='radio'], [type='checkbox']):focus";

/** `wanted()` answers the elements of `list()` as they should stand; what this answers is called when they may have changed. */
export function keepOrder(list, wanted) {
  let later = null;
  let since = null;

  const about = (place) => place.querySelector(WRITES) || (performance.now() - since < LONGEST && (place.matches(":hover") || place.querySelector(":focus")));

  return function arrange() {
    clearTimeout(later);
    const place = list();
    const order = wanted();
    if (order.every((element, number) => element === place.children[number])) { since = null; return; }
    since ??= performance.now();
    if (about(place)) { later = setTimeout(arrange, WAIT); return; }
    since = null;
    const active = place.contains(document.activeElement) ? document.activeElement : null;
    place.append(...order);
    if (active !== document.activeElement) active?.focus({ preventScroll: true });
  };
}
