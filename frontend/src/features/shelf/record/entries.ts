/** The plays and cleanings of one copy: the server's pages, and over them what this visit logged or undid. */
import { createMemo } from "solid-js";
import { answer } from "../../../api/client";
import type { HistoryEntry } from "../../../api/types";
import type { Library } from "../../../lib/library";
import { onChange } from "../../../lib/on-change";
import { createPaged } from "../../../lib/paged";
import {
  changeCleaning,
  dayOf,
  deleteCleaning,
  logCleaning,
  onDay,
  restoreCleaning,
} from "../../care/cleanings";
import { changePlay, deletePlay, logPlay, restorePlay } from "../../plays/plays";

export type ShownEntry = HistoryEntry & { /** Not on the server yet. */ waits?: boolean };
/**
 * An entry as written down; `id` is a new one's, however often it is tried. `moved` says that its day or time is
 * another, `day` that it has no more.
 */
export type Draft = {
  id: string;
  kind: HistoryEntry["kind"];
  at: string;
  notes: string;
  moved?: boolean;
  day?: string;
};

/** The day of an entry that has no time. */
export const onlyDay = (entry: HistoryEntry): string | undefined =>
  entry.play?.date_only ? entry.play.played_on : dayOf(entry);

export function createEntries(library: Library, copyId: () => string) {
  const { api } = library;
  const stored = createPaged<HistoryEntry>((cursor) =>
    answer(
      api.GET("/api/copies/{copy_id}/history", {
        params: { path: { copy_id: copyId() }, ...(cursor === null ? {} : { query: { cursor } }) },
      }),
    ),
  );

  // Read anew whenever the server says that something was done with this copy, here or elsewhere.
  const figures = () => {
    const copy = library.shelf.copy(copyId());
    return (
      copy && `${copy.plays} ${copy.last_played_at} ${copy.last_cleaned_at} ${copy.plays_since_cleaning}`
    );
  };
  // Another record, not another word about this one: what is being corrected would be thrown away.
  onChange(copyId, () => {
    stored.clear();
    void stored.load();
  });
  onChange(figures, () => void stored.load(), { defer: true });

  const entries = createMemo((): readonly ShownEntry[] => {
    const known = new Set(stored.entries()?.map((entry) => entry.id));
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
          cleaning: null,
          waits: waits.has(entry.id),
        }),
      );
    return [...here, ...(stored.entries() ?? [])]
      .filter((entry) => !library.undone().has(entry.id))
      .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  });

  const changed = async () => {
    await Promise.all([stored.load(), library.catchUp()]);
  };

  return {
    ...stored,
    entries,
    known: () => stored.entries() !== undefined,
    async add(draft: Draft): Promise<void> {
      const { id, kind, at, notes } = draft;
      await (kind === "play" ? logPlay : logCleaning)(api, id, copyId(), at, notes);
      await changed();
    },
    async edit(entry: HistoryEntry, draft: Draft): Promise<void> {
      const { at, notes, moved, day } = draft;
      if (entry.kind === "play") {
        const when = day ? { played_on: day } : { played_at: at };
        await changePlay(api, entry.id, { notes, ...(moved ? when : {}) });
      } else {
        const when = day ? onDay(day) : { cleaned_at: at };
        await changeCleaning(api, entry.id, { notes, ...(moved ? when : {}) });
      }
      await changed();
    },
    /** Brings a deleted entry back under this id, with all that was told of it. */
    async restore(entry: HistoryEntry, as: string): Promise<void> {
      await (entry.kind === "play" ? restorePlay : restoreCleaning)(api, copyId(), entry, as);
      await changed();
    },
    async remove(entry: HistoryEntry): Promise<void> {
      await (entry.kind === "play" ? deletePlay : deleteCleaning)(api, entry.id);
      await changed();
    },
  };
}
