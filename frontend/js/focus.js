// After a swap the reader stands where something happened: at the first error, or at what is new.
let place = null;

function remember(event) {
  const target = event.detail.ctx?.target;
  place = target?.contains?.(document.activeElement) ? { before: target.previousElementSibling, parent: target.parentElement } : null;
}

function settle() {
  if (!place) return;
  const { before, parent } = place;
  place = null;
  if (document.activeElement && document.activeElement !== document.body) return;
  const fresh = before?.isConnected ? before.nextElementSibling : parent?.firstElementChild;
  if (!fresh) return;
  const wrong = fresh.querySelector("[aria-invalid='true']:not(fieldset)");
  if (!wrong && !fresh.hasAttribute("tabindex")) fresh.tabIndex = -1;
  (wrong ?? fresh).focus({ preventScroll: !wrong });
}

export function startFocus() {
  document.addEventListener("htmx:before:swap", remember);
  document.addEventListener("htmx:after:swap", settle);
}
