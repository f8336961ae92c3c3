/**
 * What was chosen in a menu, which then shows again what stands: it changes once the change is on its way,
 * and is not left showing what could not even be sent.
 */
export function chosenIn(menu: HTMLSelectElement, stands: number | string): string {
  const chosen = menu.value;
  menu.value = String(stands);
  return chosen;
}
