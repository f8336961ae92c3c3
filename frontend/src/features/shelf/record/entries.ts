/** The plays and cleanings of one copy: the server's pages, and over them what this visit logged or undid. */
import { batch, createEffect, createMemo, createSignal, on } from "solid-js";
import { answer } from "../../../api/client";
import type { HistoryEntry } from "../../../api/types";
import type { Library } from "../../../lib/library";
import { deleteCleaning, editCleaning, logCleaning } from "../../care/cleanings";
import { deletePlay, editPlay, logPlay, restorePlay } from "../../plays/plays";

export type ShownEntry = HistoryEntry & { /** Not on the server yet. */ waits?: boolean };
export type Draft = { kind: HistoryEntry["kind"]; at: string; notes: string };

export function createEntries(library: Library, copyId: () => string) {
  const { api } = library;
  const [stored, setStored] = createSignal<readonly HistoryEntry[]>();
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<unknown>();
  let asked = 0;

  const page = (id: string, from: string | null) =>
    answer(
      api.GET("/api/copies/{copy_id}/history", {
        params: { path: { copy_id: id }, ...(from === null ? {} : { query: { cursor: from } }) },
      }),
    );

  async function load(): Promise<void> {
    const turn = ++asked;
    try {
      const first = await page(copyId(), null);
      if (turn !== asked) return;
      batch(() => {
        setStored(first.entries);
        setCursor(first.cursor);
        setProblem(undefined);
      });
    } catch (error) {
      if (turn === asked) setProblem(() => error);
    }
  }

  async function more(): Promise<void> {
    const next = await page(copyId(), cursor());
    batch(() => {
      setStored((all) => [...(all ?? []), ...next.entries]);
      setCursor(next.cursor);
    });
  }

  // Read anew whenever the server says that something was done with this copy, here or elsewhere.
  const figures = createMemo(() => {
    const copy = library.shelf.copy(copyId());
    return (
      copy && `${copy.plays} ${copy.last_played_at} ${copy.last_cleaned_at} ${copy.plays_since_cleaning}`
    );
  });
  createEffect(
    on(copyId, () => {
      setStored(undefined);
      void load();
    }),
  );
  createEffect(on(figures, () => void load(), { defer: true }));

  const entries = createMemo((): readonly ShownEntry[] => {
    const known = new Set(stored()?.map((entry) => entry.id));
    const waits = new Set(library.waiting().map((parcel) => parcel.id));
    const here = library
      .recent()
      .filter((entry) => entry.copyId === copyId() && !known.has(entry.id))
      .map(
        (entry): ShownEntry => ({
          id: entry.id,
          kind: entry.kind,
          at: entry.at,
          notes: "",
          play: null,
          waits: waits.has(entry.id),
        }),
      );
    return [...here, ...(stored() ?? [])]
      .filter((entry) => !library.undone().has(entry.id))
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  });

  const changed = async () => {
    await Promise.all([load(), library.catchUp()]);
  };

  return {
    entries,
    known: () => stored() !== undefined,
    problem,
    hasMore: () => cursor() !== null,
    more,
    load,
    async add(draft: Draft): Promise<void> {
      await (draft.kind === "play" ? logPlay : logCleaning)(api, copyId(), draft.at, draft.notes);
      await changed();
    },
    async edit(entry: HistoryEntry, draft: Draft): Promise<void> {
      await (entry.kind === "play" ? editPlay : editCleaning)(api, entry.id, draft.at, draft.notes);
      await changed();
    },
    /** Brings a deleted entry back, with all that was told of it. */
    async restore(entry: HistoryEntry): Promise<void> {
      if (entry.kind === "play") await restorePlay(api, copyId(), entry);
      else await logCleaning(api, copyId(), entry.at, entry.notes);
      await changed();
    },
    async remove(entry: HistoryEntry): Promise<void> {
      await (entry.kind === "play" ? deletePlay : deleteCleaning)(api, entry.id);
      await changed();
    },
  };
}
