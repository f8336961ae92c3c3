/**
 * What was logged, on its way to the server: plays, cleanings, conditions, maintenance. Rules:
 *
 * - A parcel is on disk before its first attempt, so a closed tab loses nothing.
 * - Ids are made here, so sending twice stores once.
 * - What stands on the disk is the truth of all tabs: a row is changed in one step, and sent by the one tab
 *   that holds the line, as it stands then.
 * - Undoing what was never tried drops it; undoing what may have arrived sends a deletion, and that
 *   deletion waits as stubbornly as a play does.
 * - "later" (no network, server away) keeps a parcel and tries again after a while; what only the server has
 *   trouble with does not hold up the others for long.
 * - "refused" (the server will never take it) keeps it too, unsent, until somebody decided about it.
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
  /** Why the server will not take it. */
  refused?: string | undefined;
};

export const isNoted = <T extends { kind: string }>(entry: T): entry is T & NotedEntry =>
  entry.kind === "condition" || entry.kind === "maintenance";

type Later = {
  outcome: "later";
  /** The server was there and had trouble: with this parcel alone, perhaps. */
  trouble?: boolean;
  /** In so many milliseconds, where the server says when. */
  after?: number | undefined;
};
export type Verdict = { outcome: "sent" } | Later | { outcome: "refused"; why: string };

export type OutboxDisk = {
  all(): Promise<Parcel[]>;
  put(parcels: readonly Parcel[]): Promise<void>;
  /** Puts in place of a row what `next` makes of it, in one step among all tabs; tells what stands there then. */
  change(id: string, next: (row: Parcel | undefined) => Parcel | undefined): Promise<Parcel | undefined>;
};

export type OutboxDeps = {
  disk: OutboxDisk;
  send(parcel: Parcel): Promise<Verdict>;
  /** An earlier visit or another tab left it, or made something else of it. */
  onFound(parcel: Parcel): void;
  /** The server has it (or has forgotten it, for an undo). */
  onSent(parcel: Parcel): void;
  onRefused(parcel: Parcel, why: string): void;
  /** What waits or was refused, after every change. */
  onWaiting(parcels: readonly Parcel[], how: { kept: boolean; failing: boolean }): void;
  /** Runs alone among the tabs of this browser. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Does something after so many milliseconds, unless what it gives is called before. */
  after(pause: number, work: () => void): () => void;
};

/** What failed is tried again after so many milliseconds, then after twice as many, up to the most. */
const FIRST_PAUSE = 5_000;
const MOST_PAUSE = 300_000;
/** A server that wants to be left alone longer is asked all the same. */
const MOST_ASKED = 3_600_000;
/** So often a parcel that the server has trouble with holds up those behind it. */
const PATIENCE = 3;

export function createOutbox(deps: OutboxDeps) {
  const parcels = new Map<string, Parcel>();
  /** Whether the device keeps what stands here; not said while that is under way. */
  const stored = new Map<string, boolean>();
  const troubles = new Map<string, number>();
  let closed = false;
  let failing = false;
  let pause = FIRST_PAUSE;
  let rest = () => {};

  const tell = () => {
    const all = [...parcels.values()];
    deps.onWaiting(all, { kept: all.every(({ id }) => stored.get(id) !== false), failing });
  };
  const keep = (parcel: Parcel) => {
    parcels.set(parcel.id, parcel);
    tell();
  };
  const drop = (id: string) => {
    for (const known of [parcels, stored, troubles]) known.delete(id);
    tell();
  };
  // A device that cannot store still sends; what is in memory is the truth of this tab then.
  const store = async (...changed: Parcel[]) => {
    for (const { id } of changed) if (stored.get(id)) stored.delete(id);
    const due = [...parcels.values()].filter((one) => changed.includes(one) || stored.get(one.id) === false);
    const done = await deps.disk.put(due).then(
      () => true,
      () => false,
    );
    for (const one of due) if (parcels.get(one.id) === one) stored.set(one.id, done);
    tell();
  };
  /** What becomes of a row that stands on the disk as it does here. */
  const change = (parcel: Parcel, next: (row: Parcel | undefined) => Parcel | undefined) =>
    deps.disk.change(parcel.id, next).catch(() => next(parcel));

  /** Takes over what stands on the disk. */
  function take(row: Parcel): void {
    const known = parcels.get(row.id);
    stored.set(row.id, true);
    keep(row);
    if (known?.deed !== row.deed || known.refused !== row.refused) deps.onFound(row);
  }
  /** Another tab sent it, or took back what was never tried: the server knows which. */
  function lose(parcel: Parcel): void {
    drop(parcel.id);
    deps.onSent(parcel);
  }

  /** Reads what earlier visits left, and what other tabs did since. */
  async function open(): Promise<void> {
    const before = new Map(parcels);
    const own = new Set([...before.keys()].filter((id) => stored.get(id) !== true));
    const rows = await deps.disk.all().catch(() => undefined);
    if (!rows) return;
    const untouched = (id: string) => !own.has(id) && parcels.get(id) === before.get(id);
    for (const row of rows) if (untouched(row.id) && !isSame(row, parcels.get(row.id))) take(row);
    const there = new Set(rows.map(({ id }) => id));
    for (const parcel of before.values()) {
      if (!there.has(parcel.id) && untouched(parcel.id)) lose(parcel);
    }
  }

  async function log(...made: (LoggedEntry | NotedEntry)[]): Promise<void> {
    const fresh = made.map((parcel): Parcel => ({ ...parcel, deed: "log", tried: false }));
    for (const parcel of fresh) keep(parcel);
    await store(...fresh);
    await flush();
  }

  /** Takes back a logged entry, wherever it has got to. */
  async function undo(entry: LoggedEntry | NotedEntry): Promise<void> {
    const parcel: Parcel = { ...entry, deed: "undo", tried: true };
    const waiting = parcels.get(entry.id);
    if (waiting?.deed === "log" && !waiting.tried) {
      const wasStored = stored.get(entry.id);
      drop(entry.id);
      // Another tab may have tried it, or sent it.
      const left = await change(waiting, (row) => ((row ? row.tried : wasStored) ? parcel : undefined));
      if (!left) return;
      stored.set(left.id, true);
      keep(left);
    } else {
      keep(parcel);
      await store(parcel);
    }
    await flush();
  }

  /** Sends what waits, oldest first; called again while running, it goes round once more. */
  const flush = onceMore(() => deps.alone(round));

  async function round(): Promise<void> {
    rest();
    await open();
    let after: number | undefined;
    for (const parcel of [...parcels.values()]) {
      if (closed) return;
      if (parcel.refused !== undefined || parcels.get(parcel.id) !== parcel) continue;
      const failed = await attempt(parcel);
      if (!failed) continue;
      after = Math.max(after ?? 0, failed.after ?? 0);
      const times = (troubles.get(parcel.id) ?? 0) + 1;
      if (failed.trouble) troubles.set(parcel.id, times);
      if (!failed.trouble || times < PATIENCE) break;
    }
    failing = after !== undefined;
    tell();
    if (after === undefined || closed) return;
    rest = deps.after(Math.max(pause, Math.min(after, MOST_ASKED)), () => void flush());
    pause = Math.min(2 * pause, MOST_PAUSE);
  }

  /** Marks a parcel as tried, on the disk first; undefined where it is not as it was any more. */
  async function claim(parcel: Parcel): Promise<Parcel | undefined> {
    if (!stored.get(parcel.id)) {
      const tried = { ...parcel, tried: true };
      keep(tried);
      await store(tried);
      return tried;
    }
    const row = await change(parcel, (row) =>
      row?.deed === parcel.deed && row.refused === undefined ? { ...row, tried: true } : row,
    );
    if (parcels.get(parcel.id) !== parcel) return undefined;
    if (!row) lose(parcel);
    else take(row);
    return row?.deed === parcel.deed && row.refused === undefined ? row : undefined;
  }

  /** One attempt; tells where it has to be made again. */
  async function attempt(parcel: Parcel): Promise<Later | undefined> {
    const current = await claim(parcel);
    if (!current || closed) return undefined;
    const verdict = await deps.send(current);
    // Undone meanwhile: the deletion that took its place is sent on the next round.
    if (parcels.get(current.id) !== current) {
      void flush();
      return undefined;
    }
    if (verdict.outcome === "later") return verdict;
    pause = FIRST_PAUSE;
    const next = verdict.outcome === "refused" ? { ...current, refused: verdict.why } : undefined;
    const row = await change(current, (row) => (row && row.deed !== current.deed ? row : next));
    if (parcels.get(current.id) !== current) return undefined;
    if (row && row !== next) {
      take(row);
      void flush();
    } else if (verdict.outcome === "refused") {
      keep(row ?? current);
      deps.onRefused(current, verdict.why);
    } else {
      drop(current.id);
      deps.onSent(current);
    }
    return undefined;
  }

  /** Sends what was refused once more. */
  async function again(id: string): Promise<void> {
    const parcel = parcels.get(id);
    if (!parcel) return;
    const fresh: Parcel = { ...parcel, refused: undefined };
    keep(fresh);
    await store(fresh);
    await flush();
  }

  /** Gives up what was refused. */
  async function discard(id: string): Promise<void> {
    const parcel = parcels.get(id);
    if (!parcel) return;
    drop(id);
    await change(parcel, (row) => (row?.refused === undefined ? row : undefined));
  }

  return {
    open,
    log,
    undo,
    flush,
    again,
    discard,
    waiting: (): readonly Parcel[] => [...parcels.values()],
    close: () => {
      closed = true;
      rest();
    },
  };
}

const isSame = (one: Parcel, other: Parcel | undefined): boolean =>
  one.deed === other?.deed && one.tried === other.tried && one.refused === other.refused;
