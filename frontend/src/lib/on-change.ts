import { createEffect, createMemo, on } from "solid-js";

/**
 * Does the work for the value and for each other one that it becomes. An effect alone, or one `on` a prop or an
 * expression, runs whenever something that it is made of is told anew, even to the same end.
 */
export function onChange<T>(
  value: () => T,
  work: (value: T) => void,
  { defer = false }: { defer?: boolean } = {},
): void {
  createEffect(on(createMemo(value), (now) => work(now), { defer }));
}
