/** Sheets and dialogues lie over the page; while one is open the page behind takes no input. */
import { createSignal, onCleanup } from "solid-js";

const [open, setOpen] = createSignal(0);

export const anyLayer = (): boolean => open() > 0;

/**
 * Counts the calling component as a layer while it lives, and gives the focus back when it goes.
 * Answers whether it is the topmost.
 */
export function useLayer(): () => boolean {
  const before = document.activeElement;
  const place = setOpen((n) => n + 1);
  onCleanup(() => {
    setOpen((n) => n - 1);
    // After the page behind can take focus again.
    queueMicrotask(() => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    });
  });
  return () => open() === place;
}
