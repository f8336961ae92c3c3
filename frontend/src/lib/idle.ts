/** Does the work when nothing else is to be done; soon, where the browser cannot tell. */
export function whenIdle(work: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(() => work(), { timeout: 4_000 });
  else setTimeout(work, 300);
}

/** Does the work for each, one after the other, so that input comes in between; the function returned stops it. */
export function inTurns<T>(all: readonly T[], work: (one: T) => void): () => void {
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    const one = all[at++];
    if (one === undefined) return;
    work(one);
    timer = setTimeout(next);
  };
  next();
  return () => clearTimeout(timer);
}
