/**
 * What was logged, on its way to the server: plays, cleanings, conditions, maintenance. Rules:
 *
 * - A parcel is on disk before its first attempt, so a closed tab loses nothing.
 * - Ids are made here, so sending twice stores once.
 * - Undoing what was never tried drops it; undoing what may have arrived sends a deletion, and that
 *   deletion waits as stubbornly as a play does.
 * - "later" (no network, server away) keeps a parcel; "refused" (the server will never take it) gives
 *   it back to be shown.
 */
import { onceMore } from "./once-more";

type Written = {
  id: string;
  at: string;
  /** What else is said of it, as the API names it. */
  fields?: Readonly<Record<string, unknown>>;
};

/** A play or a cleaning of a record. */
export type LoggedEntry = Written & { kind: "play" | "cleaning"; copyId: string };
/** What changes none of a record's figures: its condition, and what was done to a part of the equipment. */
export type NotedEntry = Written &
  ({ kind: "condition"; copyId: string } | { kind: "maintenance"; partId: string; typeId: string });

export type Parcel = (LoggedEntry | NotedEntry) & {
  deed: "log" | "undo";
  /** An attempt was made, so the server may know this id. */
  tried: boolean;
};

export const isNoted = <T extends { kind: string }>(entry: T): entry is T & NotedEntry =>
  entry.kind === "condition" || entry.kind === "maintenance";

export type Verdict = { outcome: "sent" } | { outcome: "later" } | { outcome: "refused"; why: string };

export type OutboxDisk = {
  all(): Promise<Parcel[]>;
  put(parcels: readonly Parcel[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
};

export type OutboxDeps = {
  disk: OutboxDisk;
  send(parcel: Parcel): Promise<Verdict>;
  /** The server has it (or has forgotten it, for an undo). */
  onSent(parcel: Parcel): void;
  onRefused(parcel: Parcel, why: string): void;
  /** What waits, after every change; not `kept` where the device could not store all of it. */
  onWaiting(parcels: readonly Parcel[], kept: boolean): void;
  /** Runs alone among the tabs of this browser. */
  alone<T>(work: () => Promise<T>): Promise<T>;
};

export function createOutbox(deps: OutboxDeps) {
  const parcels = new Map<string, Parcel>();
  let closed = false;

  /** What the device could not store. */
  const unkept = new Set<string>();

  const tell = () => {
    const all = [...parcels.values()];
    deps.onWaiting(all, !all.some(({ id }) => unkept.has(id)));
  };
  const keep = (parcel: Parcel) => {
    parcels.set(parcel.id, parcel);
    tell();
  };
  const drop = (id: string) => {
    parcels.delete(id);
    tell();
  };
  // A device that cannot store still sends; what is in memory is the truth of this tab.
  const store = async (...changed: Parcel[]) => {
    const due = [...parcels.values()].filter((one) => changed.includes(one) || unkept.has(one.id));
    const done = await deps.disk.put(due).then(
      () => true,
      () => false,
    );
    for (const { id } of due) done ? unkept.delete(id) : unkept.add(id);
    tell();
  };
  const unstore = (...ids: string[]) => deps.disk.remove(ids).catch(() => undefined);

  /** Reads what earlier visits and other tabs left waiting. */
  async function open(): Promise<readonly Parcel[]> {
    for (const parcel of await deps.disk.all().catch(() => [])) {
      if (!parcels.has(parcel.id)) keep(parcel);
    }
    return [...parcels.values()];
  }

  async function log(...made: (LoggedEntry | NotedEntry)[]): Promise<void> {
    const fresh = made.map((parcel): Parcel => ({ ...parcel, deed: "log", tried: false }));
    for (const parcel of fresh) keep(parcel);
    await store(...fresh);
    await flush();
  }

  /** Takes back a logged entry, wherever it has got to. */
  async function undo(entry: LoggedEntry | NotedEntry): Promise<void> {
    const waiting = parcels.get(entry.id);
    if (waiting && waiting.deed === "log" && !waiting.tried) {
      drop(entry.id);
      await unstore(entry.id);
      return;
    }
    const parcel: Parcel = { ...entry, deed: "undo", tried: true };
    keep(parcel);
    await store(parcel);
    await flush();
  }

  /** Sends what waits, oldest first; called again while running, it goes round once more. */
  const flush = onceMore(() =>
    deps.alone(async () => {
      for (const parcel of [...parcels.values()]) {
        if (parcels.get(parcel.id) === parcel && !(await attempt(parcel))) return;
      }
    }),
  );

  /** One attempt; false when the rest had better wait too. */
  async function attempt(parcel: Parcel): Promise<boolean> {
    if (closed) return false;
    let current = parcel;
    if (!current.tried) {
      current = { ...parcel, tried: true };
      keep(current);
      await store(current);
    }
    const verdict = await deps.send(current);
    // Undone meanwhile: the deletion that took its place is sent on the next round.
    if (parcels.get(current.id)?.deed !== current.deed) {
      void flush();
      return true;
    }
    if (verdict.outcome === "later") return false;
    drop(current.id);
    await unstore(current.id);
    if (verdict.outcome === "sent") deps.onSent(current);
    else deps.onRefused(current, verdict.why);
    return true;
  }

  return {
    open,
    log,
    undo,
    flush,
    waiting: (): readonly Parcel[] => [...parcels.values()],
    close: () => {
      closed = true;
    },
  };
}
