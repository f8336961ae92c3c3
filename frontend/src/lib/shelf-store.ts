/**
 * The whole shelf in memory: the rows as the server last gave them, and over them what this device
 * has logged and the server has not yet counted. Rows are replaced, never changed in place, so that a
 * row can be compared by identity. A feed cursor brings in only what changed.
 */
import { batch, createSignal } from "solid-js";
import { type Entry, type Figures, withEntry } from "./entries";
import { onceMore } from "./once-more";

type Row = Figures & { id: string; release_id: number; removed_at: string | null };
/** `anew`: the server does not know the cursor, so this is the beginning. */
export type ShelfPage<T> = { copies: T[]; cursor: string; more: boolean; anew: boolean };

export type ShelfDisk<T> = {
  read(): Promise<{ copies: T[]; cursor: string | undefined; asOf: number | undefined }>;
  /** What came after the cursor `since`. `asOf`: when the server said so, in milliseconds. */
  write(page: ShelfPage<T>, since: string | undefined, asOf: number): Promise<void>;
  /** Nothing more comes for now: what was written may be put in order. Both are asked then. */
  settle?(copies: () => readonly T[], cursor: () => string): void;
};

export type ShelfDeps<T> = {
  /** One page of the feed after `since`; throws when the server cannot be asked. */
  page(since: string | undefined): Promise<ShelfPage<T>>;
  disk: ShelfDisk<T>;
};

type Pending = Entry & { copyId: string; sent: boolean };
type Taken = { copyId: string; before: Figures; sent: boolean };

export function createShelfStore<T extends Row>(deps: ShelfDeps<T>) {
  const rows = new Map<string, T>();
  const pending = new Map<string, Pending>();
  const takenBack = new Map<string, Taken>();
  let cursor: string | undefined;
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

  /** The few rows that something was logged of, with it: one object each, so that readers may compare by identity. */
  const overlaid = new Map<string, T>();
  function overlay(copyId: string): void {
    listed = undefined;
    const row = rows.get(copyId);
    const copy = row && shown(row);
    if (copy && copy !== row) overlaid.set(copyId, copy);
    else overlaid.delete(copyId);
  }
  const current = (row: T): T => overlaid.get(row.id) ?? row;

  function take(copies: readonly T[]): void {
    listed = undefined;
    for (const copy of copies) {
      if (rows.get(copy.id)?.release_id !== copy.release_id) byRelease = undefined;
      rows.set(copy.id, copy);
    }
    // Most rows have nothing over them.
    for (const { copyId } of [...pending.values(), ...takenBack.values()]) overlay(copyId);
  }

  function forgetRows(): void {
    rows.clear();
    overlaid.clear();
    byRelease = undefined;
  }

  function touched(copyId: string): void {
    overlay(copyId);
    touchFigures();
  }

  /** The rows of each release; made when first asked for. */
  let byRelease: Map<number, string[]> | undefined;
  function releases(): Map<number, string[]> {
    if (byRelease) return byRelease;
    byRelease = new Map();
    for (const { id, release_id } of rows.values()) {
      const same = byRelease.get(release_id);
      if (same) same.push(id);
      else byRelease.set(release_id, [id]);
    }
    return byRelease;
  }

  /** What is on the shelf and what left it; made when asked for, and anew once a row or what is over it changed. */
  let listed: { present: readonly T[]; gone: readonly T[] } | undefined;
  function list() {
    if (listed) return listed;
    const present: T[] = [];
    const gone: T[] = [];
    for (const row of rows.values()) (row.removed_at === null ? present : gone).push(current(row));
    listed = { present, gone };
    return listed;
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
    const settled = [...pending, ...takenBack].filter(([, overlay]) => overlay.sent);
    let more = true;
    while (more) {
      const asked = Date.now();
      const since = cursor;
      const page = await deps.page(since);
      if (closed) return;
      more = page.more;
      const moved = page.anew || page.copies.some((copy) => differs(copy, rows.get(copy.id)));
      cursor = page.cursor;
      batch(() => {
        if (page.anew) forgetRows();
        take(page.copies);
        if (!more) {
          // Unless it was taken back meanwhile: that is not counted yet.
          for (const [id, overlay] of settled) if (overlayOf(id) === overlay) settle(id);
          setKnown(true);
          setAsOf(asked);
        }
        if (moved || !more) touchFigures();
        if (moved) touchContents();
      });
      if (page.copies.length > 0 || !more) {
        void deps.disk.write(page, since, asked).catch(() => undefined);
      }
    }
    deps.disk.settle?.(
      () => [...rows.values()],
      () => cursor ?? "",
    );
  }

  const overlayOf = (id: string): Pending | Taken | undefined => pending.get(id) ?? takenBack.get(id);

  function settle(id: string): void {
    const entry = overlayOf(id);
    pending.delete(id);
    takenBack.delete(id);
    if (entry) overlay(entry.copyId);
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
    copies(): readonly T[] {
      contents();
      return list().present;
    },

    /** The copies that left the collection; tracked the same way. */
    departed(): readonly T[] {
      contents();
      return list().gone;
    },

    /** The copies of a release, those that left among them; tracked the same way. */
    ofRelease(releaseId: number): readonly T[] {
      contents();
      return (releases().get(releaseId) ?? []).map((id) => current(rows.get(id) as T));
    },

    /** The same copies as they stand just now; not tracked. */
    today: (copies: readonly T[]): T[] =>
      copies.map((copy) => overlaid.get(copy.id) ?? rows.get(copy.id) ?? copy),

    /** One copy with everything logged on this device; tracked. */
    copy(id: string): T | undefined {
      figures();
      contents();
      const row = rows.get(id);
      return row && current(row);
    },

    /** Asks for what changed; while asking, a further call asks once more afterwards. */
    catchUp: onceMore(readFeed),

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
