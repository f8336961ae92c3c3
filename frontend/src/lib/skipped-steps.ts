/** Which of the first steps somebody skipped, as this device knows before the server is asked. */

import { keepWord, keptWord } from "./kept-words";

const KEY = "waugzee.skipped-steps";

export function skippedSteps(user: string): readonly string[] {
  try {
    const known = JSON.parse(keptWord(KEY) ?? "null") as { user: string; steps: string[] } | null;
    return known?.user === user ? known.steps : [];
  } catch {
    return [];
  }
}

export function keepSkippedSteps(user: string, steps: readonly string[]): void {
  keepWord(KEY, JSON.stringify({ user, steps }));
}

/** It names who was here. */
export function forgetSkippedSteps(): void {
  keepWord(KEY, undefined);
}
