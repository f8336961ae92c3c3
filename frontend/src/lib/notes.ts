/**
 * Conditions and maintenance noted on this device in this visit, shown at once. Whoever shows them goes by
 * what the server tells of an id that it knows.
 */
import { createSignal } from "solid-js";
import type { NotedEntry, Parcel } from "./outbox";

type Kind = NotedEntry["kind"];
export type NotedOf<K extends Kind> = Extract<NotedEntry, { kind: K }>;

export function createNotes(outbox: {
  log(entry: NotedEntry): Promise<void>;
  undo(entry: NotedEntry): Promise<void>;
}) {
  const [noted, setNoted] = createSignal<readonly NotedEntry[]>([]);
  /** Taken back here, whether or not the server has heard of it. */
  const [gone, setGone] = createSignal<ReadonlySet<string>>(new Set());

  const drop = (ids: Iterable<string>) => {
    const all = new Set(ids);
    setNoted((entries) => entries.filter((entry) => !all.has(entry.id)));
  };

  return {
    of: <K extends Kind>(kind: K) => noted().filter((entry): entry is NotedOf<K> => entry.kind === kind),
    gone,

    note(entry: NotedEntry): void {
      setNoted((entries) => [...entries, entry]);
      void outbox.log(entry);
    },

    takeBack(entry: NotedEntry): void {
      drop([entry.id]);
      setGone((ids) => new Set(ids).add(entry.id));
      void outbox.undo(entry);
    },

    /** What an earlier visit left waiting. */
    found(parcel: NotedEntry & Pick<Parcel, "deed">): void {
      if (parcel.deed === "log") setNoted((entries) => [...entries, parcel]);
      else setGone((ids) => new Set(ids).add(parcel.id));
    },

    /** It was refused or deleted: neither what was noted nor what was taken back holds. */
    forget(id: string): void {
      drop([id]);
      setGone((ids) => new Set([...ids].filter((one) => one !== id)));
    },
  };
}
