// What somebody is typing in a panel, and what they have opened, while pieces of it are renewed by others' acts.
const open = "details[open][id]";
const fields = "input[id]:not([type='hidden']), textarea[id], select[id]";

/** Remember it; what this answers puts it back. */
export function keepTyped(panel) {
  const menus = [...panel.querySelectorAll(open)].map(({ id }) => id);
  const typed = [...panel.querySelectorAll(fields)].filter((field) => field.value && field.value !== field.defaultValue).map(({ id, value }) => [id, value]);
  const active = panel.contains(document.activeElement) && document.activeElement.matches(fields) ? document.activeElement : null;
  const place = active?.selectionStart;
  return () => {
    for (const id of menus) document.getElementById(id)?.setAttribute("open", "");
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field?.matches("input:not([type='checkbox']), textarea") && field.value === field.defaultValue) field.value = value;
    }
    const again = active && !active.isConnected && document.getElementById(active.id);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (place !== null) again.setSelectionRange?.(place, place);
  };
}
