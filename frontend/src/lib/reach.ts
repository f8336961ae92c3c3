/** Whether the server answers: what the browser says about the network, and how the last call went. */
import { createSignal } from "solid-js";

const [online, setOnline] = createSignal(navigator.onLine);
const [reached, setReached] = createSignal(true);

addEventListener("online", () => {
  setOnline(true);
  setReached(true);
});
addEventListener("offline", () => setOnline(false));

export const offline = (): boolean => !online();
export const unreached = (): boolean => online() && !reached();
export { setReached };
