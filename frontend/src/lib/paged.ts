/** A log as the server pages it, newest first: read again whole, or on from where it ends. */
import { batch, createSignal } from "solid-js";

export function createPaged<T>(
  page: (cursor: string | null) => Promise<{ entries: readonly T[]; cursor: string | null }>,
) {
  const [entries, setEntries] = createSignal<readonly T[]>();
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<unknown>();
  let asked = 0;
  return {
    /** As far as they were read; undefined before the server has said anything. */
    entries,
    /** Why they could not be read, if so. */
    problem,
    hasMore: () => cursor() !== null,

    /** Reads the first page; of several readings the last one asked for counts. */
    async load(): Promise<void> {
      const turn = ++asked;
      try {
        const first = await page(null);
        if (turn !== asked) return;
        batch(() => {
          setEntries(first.entries);
          setCursor(first.cursor);
          setProblem(undefined);
        });
      } catch (error) {
        if (turn === asked) setProblem(() => error);
      }
    },

    async more(): Promise<void> {
      const next = await page(cursor());
      batch(() => {
        setEntries((all) => [...(all ?? []), ...next.entries]);
        setCursor(next.cursor);
      });
    },

    /** Shows nothing until it is read again: it is the log of something else now. */
    clear: () => setEntries(undefined),
  };
}
