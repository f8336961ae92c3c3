/**
 * A record on a turntable as this device knows it: what the server told, and what was done since.
 * All of it is said to the server as a whole, so it may be said late and more than once.
 * Moments are those of this device's clock, and told as how long ago they were: clocks differ.
 */
import type { Copy, Spin, TellSpin, Tracklist } from "../../api/types";

export type Turning = {
  /** How it stood at `since`. */
  spin: Spin;
  since: number;
  /** What the server has not heard yet. */
  untold?: Untold;
};

type Untold = {
  began: number;
  changed: number;
  /** The sides that the server counted as played. */
  played: readonly string[];
  /** How long those ran that were turned over since. */
  ran: readonly { side: string; seconds: number }[];
  takenOff: boolean;
};

export type Change = { running?: boolean; elapsed?: number; side?: string };

/** Seconds for which the arm goes on in the last groove, and for which a record waits to be turned. */
const GRACE = 20;
const PATIENCE = 3600;

export const told = (spin: Spin, now: number): Turning => ({ spin, since: now });

export const elapsedOf = ({ spin, since }: Turning, now: number): number =>
  spin.elapsed + (spin.running ? Math.max(0, (now - since) / 1000) : 0);

export const lengthOf = ({ spin }: Turning): number =>
  spin.sides.find((side) => side.side === spin.side)?.seconds ?? 0;

export function nextSideOf({ spin }: Turning): string | undefined {
  const at = spin.sides.findIndex((side) => side.side === spin.side);
  return spin.sides[at + 1]?.side;
}

export const atEndOf = (turning: Turning, now: number): boolean =>
  lengthOf(turning) > 0 && elapsedOf(turning, now) >= lengthOf(turning);

/** It takes itself off: the server says so, its last side is over, or nobody came to turn it. */
export function isOver(turning: Turning, now: number): boolean {
  if (turning.spin.over) return true;
  const wait = nextSideOf(turning) === undefined ? GRACE : PATIENCE;
  return atEndOf(turning, now) && elapsedOf(turning, now) >= lengthOf(turning) + wait;
}

/** Put on here, its sides as far as anybody knows them. */
export function putOn(
  copy: Copy,
  tracklist: Tracklist | undefined,
  deck: { id: string; name: string } | undefined,
  from: { id: string; side: string | undefined; now: number },
): Turning {
  const known = tracklist?.sides.filter((side) => side.seconds > 0) ?? [];
  const sides = known.length > 0 ? known : assumedSides(copy.format);
  const at = new Date(from.now).toISOString();
  const { id: copy_id, release_id, title, artist, thumb } = copy;
  const spin: Spin = {
    id: from.id,
    copy_id,
    release_id,
    title,
    artist,
    thumb,
    turntable_id: deck?.id ?? null,
    turntable: deck?.name ?? null,
    began_at: at,
    side: from.side ?? sides[0]?.side ?? "A",
    elapsed: 0,
    running: true,
    as_of: at,
    played: [],
    sides,
    tracks: tracklist?.tracks ?? [],
    over: false,
  };
  const untold = { began: from.now, changed: from.now, played: [], ran: [], takenOff: false };
  return { spin, since: from.now, untold };
}

/** Paused, moved, turned to another side. */
export function changed(turning: Turning, change: Change, now: number): Turning {
  const { spin } = turning;
  const elapsed = elapsedOf(turning, now);
  const before = untoldOf(turning, now);
  if (change.side === undefined || change.side === spin.side) {
    const next = { running: change.running ?? spin.running, elapsed: change.elapsed ?? elapsed };
    return { spin: { ...spin, ...next }, since: now, untold: before };
  }
  return {
    spin: {
      ...spin,
      side: change.side,
      elapsed: 0,
      running: true,
      over: false,
      played: counts(turning, elapsed) ? [...spin.played, spin.side] : spin.played,
    },
    since: now,
    untold: { ...before, ran: [...before.ran, { side: spin.side, seconds: Math.round(elapsed) }] },
  };
}

/** The sides that were played, as far as this device can tell: each that ran for at least half its length. */
export function playedSides(turning: Turning): readonly string[] {
  const { spin } = turning;
  return counts(turning, spin.elapsed) ? [...new Set([...spin.played, spin.side])] : spin.played;
}

const counts = (turning: Turning, elapsed: number): boolean =>
  lengthOf(turning) > 0 && elapsed * 2 >= lengthOf(turning);

/** Taken off; what becomes of it the server says. */
export function ended(turning: Turning, now: number): Turning {
  const elapsed = elapsedOf(turning, now);
  const untold = { ...untoldOf(turning, now), takenOff: true };
  return { spin: { ...turning.spin, elapsed, running: false }, since: now, untold };
}

function untoldOf(turning: Turning, now: number): Untold {
  const began = Math.min(Date.parse(turning.spin.began_at), now);
  const fresh = { began, played: turning.spin.played, ran: [], takenOff: false };
  return { ...(turning.untold ?? fresh), changed: now };
}

const MOST_SECONDS = 7 * 86_400;

/** What the server is told; nothing of what it knows already. */
export function inTheEnd(turning: Turning, now: number, utc_offset: number): TellSpin | undefined {
  const { spin, untold } = turning;
  if (!untold) return undefined;
  const ago = (moment: number) => Math.min(MOST_SECONDS, Math.max(0, (now - moment) / 1000));
  return {
    copy_id: spin.copy_id,
    ...(spin.turntable_id ? { turntable_id: spin.turntable_id } : {}),
    utc_offset,
    began_ago: Math.ceil(ago(untold.began)),
    changed_ago: Math.floor(ago(untold.changed)),
    side: spin.side,
    elapsed: Math.round(spin.elapsed),
    running: spin.running,
    played: [...untold.played],
    ran: [...untold.ran],
    taken_off: untold.takenOff,
  };
}

/** "2×LP" has four sides of twenty minutes: until the server, which knows better, can be asked. */
function assumedSides(format: string): Spin["sides"] {
  const discs = Math.min(13, Number(/(\d+)\s*[×x]/.exec(format)?.[1] ?? 1)) || 1;
  const seconds = /7"/.test(format) ? 210 : /10"/.test(format) ? 780 : /LP|Album/.test(format) ? 1200 : 720;
  return Array.from({ length: 2 * discs }, (_, n) => ({
    side: String.fromCharCode(65 + n),
    seconds,
    basis: "estimate" as const,
    grooved: true,
    corrected: false,
  }));
}
