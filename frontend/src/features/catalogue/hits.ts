/** A list of the catalogue that is read page by page; what was asked for last is what is shown. */
import { createSignal, onCleanup } from "solid-js";
import type { Hit } from "../../api/types";

type Page = { hits: Hit[]; cursor: string | null };

export function createHits(load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>) {
  const [hits, setHits] = createSignal<readonly Hit[]>();
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [failure, setFailure] = createSignal<unknown>();
  const [busy, setBusy] = createSignal(false);
  let under: AbortController | undefined;

  const read = async (after?: string) => {
    under?.abort();
    const mine = new AbortController();
    under = mine;
    setBusy(true);
    try {
      const page = await load(after, mine.signal);
      if (under !== mine) return;
      setHits((before) => (after ? [...(before ?? []), ...page.hits] : page.hits));
      setCursor(page.cursor);
      setFailure(undefined);
    } catch (error) {
      if (under === mine) setFailure(() => error);
    }
    if (under === mine) setBusy(false);
  };
  onCleanup(() => under?.abort());

  return {
    hits,
    failure,
    busy,
    hasMore: () => cursor() !== null,
    begin: () => read(),
    more: () => read(cursor() ?? undefined),
    clear(): void {
      under?.abort();
      under = undefined;
      setBusy(false);
      setHits(undefined);
      setCursor(null);
      setFailure(undefined);
    },
  };
}

export type HitList = ReturnType<typeof createHits>;
