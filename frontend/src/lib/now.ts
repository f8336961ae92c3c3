/** The time as a signal, once a minute: words like "20 min ago" follow it. */
import { createSignal } from "solid-js";

const [now, setNow] = createSignal(Date.now());
setInterval(() => setNow(Date.now()), 60_000);
document.addEventListener("visibilitychange", () => setNow(Date.now()));

export { now };
