/** Does the work when nothing else is to be done; soon, where the browser cannot tell. */
export function whenIdle(work: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(() => work(), { timeout: 4_000 });
  else setTimeout(work, 300);
}
