/** Sheets and dialogues lie over the page; while one is open the page behind takes no input. */
import { createSignal, onCleanup } from "solid-js";

/** The topmost last. */
const [layers, setLayers] = createSignal<readonly symbol[]>([]);

export const anyLayer = (): boolean => layers().length > 0;

/**
 * Counts the calling component as a layer while it lives, and gives the focus back when it goes.
 * Answers whether it is the topmost.
 */
export function useLayer(): () => boolean {
  const before = document.activeElement;
  const own = Symbol();
  setLayers((open) => [...open, own]);
  onCleanup(() => {
    setLayers((open) => open.filter((one) => one !== own));
    // After the page behind can take focus again.
    queueMicrotask(() => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    });
  });
  return () => layers().at(-1) === own;
}
