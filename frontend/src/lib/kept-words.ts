/**
 * Small choices kept on this device (localStorage), by key. A browser that refuses to store (blocked,
 * full) costs only the keeping: what was chosen holds until the page is closed.
 */

export function keptWord(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a word, or forgets it where there is none. */
export function keepWord(key: string, word: string | null | undefined): void {
  try {
    if (word == null) localStorage.removeItem(key);
    else localStorage.setItem(key, word);
  } catch {
    // Nothing depends on it.
  }
}
