import { createEffect, onCleanup } from "solid-js";

/** Names the page in the browser's tab while the calling component lives. */
export function useTitle(words: () => string): void {
  const before = document.title;
  createEffect(() => {
    document.title = `${words()} · Waugzee`;
  });
  onCleanup(() => {
    document.title = before;
  });
}
