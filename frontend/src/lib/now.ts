/** The time as a signal, once a minute: words like "20 min ago" follow it. */
import { createSignal, onCleanup } from "solid-js";

const [now, setNow] = createSignal(Date.now());
setInterval(() => setNow(Date.now()), 60_000);
document.addEventListener("visibilitychange", () => setNow(Date.now()));

export { now };

/** The time once a second, while the calling component lives. */
export function everySecond(): () => number {
  const [at, setAt] = createSignal(Date.now());
  const timer = setInterval(() => setAt(Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  return at;
}
