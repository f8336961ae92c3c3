/**
 * The whole shelf in memory: the rows as the server last gave them, and over them what this device
 * has logged and the server has not yet counted. Rows are replaced, never changed in place, so that a
 * row can be compared by identity. A feed cursor brings in only what changed.
 */
import { batch, createSignal } from "solid-js";
import { type Entry, type Figures, withEntry } from "./entries";

type Row = Figures & { id: string; removed_at: string | null };
type Page<T> = { copies: T[]; cursor: string; more: boolean };

export type ShelfDisk<T> = {
  read(): Promise<{ copies: T[]; cursor: string | undefined; asOf: number | undefined }>;
  /** `asOf`: when the server said so, in milliseconds. */
  write(copies: readonly T[], cursor: string, asOf: number): Promise<void>;
};

export type ShelfDeps<T> = {
  /** One page of the feed after `since`; throws when the server cannot be asked. */
  page(since: string | undefined): Promise<Page<T>>;
  disk: ShelfDisk<T>;
};

type Pending = Entry & { copyId: string; sent: boolean };
type Taken = { copyId: string; before: Figures; sent: boolean };

export function createShelfStore<T extends Row>(deps: ShelfDeps<T>) {
  const rows = new Map<string, T>();
  const pending = new Map<string, Pending>();
  const takenBack = new Map<string, Taken>();
  let cursor: string | undefined;
  let catching: Promise<void> | undefined;
  let again = false;
  let closed = false;

  const always = { equals: false } as const;
  /** Any figure of any copy. */
  const [figures, touchFigures] = createSignal(undefined, always);
  /** Which copies there are and what they are called: what search and order depend on. */
  const [contents, touchContents] = createSignal(undefined, always);
  /** When the server last said what stands here, in milliseconds. */
  const [asOf, setAsOf] = createSignal<number>();
  /** Nothing is known yet, not even an empty shelf. */
  const [known, setKnown] = createSignal(false);

  function shown(row: T): T {
    let copy = row;
    for (const entry of pending.values()) {
      if (entry.copyId === row.id) copy = withEntry(copy, entry);
    }
    for (const taken of takenBack.values()) {
      if (taken.copyId === row.id) copy = { ...copy, ...taken.before };
    }
    return copy;
  }

  // One object per row and set of overlays, so that readers may compare by identity.
  const cache = new Map<string, T>();
  function current(id: string): T | undefined {
    const row = rows.get(id);
    if (!row) return undefined;
    let copy = cache.get(id);
    if (!copy) {
      copy = shown(row);
      cache.set(id, copy);
    }
    return copy;
  }

  function take(copies: readonly T[]): void {
    for (const copy of copies) {
      rows.set(copy.id, copy);
      cache.delete(copy.id);
    }
  }

  function touched(copyId: string): void {
    cache.delete(copyId);
    touchFigures();
  }

  /** Shows what the device kept; the server's word comes with `catchUp`. */
  async function open(): Promise<void> {
    const kept = await deps.disk
      .read()
      .catch(() => ({ copies: [] as T[], cursor: undefined, asOf: undefined }));
    if (cursor !== undefined || kept.cursor === undefined) return;
    cursor = kept.cursor;
    batch(() => {
      take(kept.copies);
      setAsOf(kept.asOf);
      setKnown(true);
      touchContents();
      touchFigures();
    });
  }

  async function readFeed(): Promise<void> {
    while (again) {
      again = false;
      const settled = [...pending, ...takenBack].filter(([, overlay]) => overlay.sent).map(([id]) => id);
      let more = true;
      while (more) {
        const asked = Date.now();
        const page = await deps.page(cursor);
        if (closed) return;
        more = page.more;
        const moved = page.copies.some((copy) => differs(copy, rows.get(copy.id)));
        cursor = page.cursor;
        batch(() => {
          take(page.copies);
          if (!more) {
            for (const id of settled) settle(id);
            setKnown(true);
            setAsOf(asked);
          }
          if (moved || !more) touchFigures();
          if (moved) touchContents();
        });
        void deps.disk.write(page.copies, page.cursor, asked).catch(() => undefined);
      }
    }
  }

  function all(): T[] {
    contents();
    return [...rows.keys()].map((id) => current(id)).filter((copy) => copy !== undefined);
  }

  function settle(id: string): void {
    const overlay = pending.get(id) ?? takenBack.get(id);
    pending.delete(id);
    takenBack.delete(id);
    if (overlay) cache.delete(overlay.copyId);
  }

  return {
    open,
    known,
    /** Takes and keeps nothing more: what the device held is about to be cleared. */
    close: () => {
      closed = true;
    },
    asOf,

    /** Every copy on the shelf; tracked by what there is, not by its figures. */
    copies: () => all().filter((copy) => copy.removed_at === null),

    /** The copies that left the collection; tracked the same way. */
    departed: () => all().filter((copy) => copy.removed_at !== null),

    /** One copy with everything logged on this device; tracked. */
    copy(id: string): T | undefined {
      figures();
      contents();
      return current(id);
    },

    /** Asks for what changed; while asking, a further call asks once more afterwards. */
    catchUp(): Promise<void> {
      again = true;
      catching ??= readFeed().finally(() => {
        catching = undefined;
      });
      return catching;
    },

    /** Shows an entry at once, before the server counts it. */
    expect(id: string, copyId: string, entry: Entry): void {
      pending.set(id, { ...entry, copyId, sent: false });
      touched(copyId);
    },

    /** The server has taken the entry (or its undoing): the next reading of the feed counts it. */
    sent(id: string): void {
      const overlay = pending.get(id) ?? takenBack.get(id);
      if (overlay) overlay.sent = true;
    },

    /** Takes an entry back. `before` is what stood there, shown until the server has said so. */
    retract(id: string, copyId: string, before: Figures): void {
      const entry = pending.get(id);
      pending.delete(id);
      // Not counted by the server yet: the row below is right as it stands.
      if (!entry || entry.sent) takenBack.set(id, { copyId, before, sent: false });
      touched(copyId);
    },

    /** Forgets what was expected of an entry that will not happen. */
    forget(id: string): void {
      const overlay = pending.get(id) ?? takenBack.get(id);
      settle(id);
      if (overlay) touched(overlay.copyId);
    },
  };
}

/** Whether a row is new, gone, or says something else than its figures did before. */
function differs<T extends Row>(next: T, row: T | undefined): boolean {
  if (!row) return true;
  return (Object.keys(next) as (keyof T)[]).some(
    (key) => !FIGURES.has(key as string) && JSON.stringify(next[key]) !== JSON.stringify(row[key]),
  );
}

const FIGURES = new Set(["plays", "last_played_at", "last_cleaned_at", "plays_since_cleaning"]);
