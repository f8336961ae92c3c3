/**
 * What to play: a draw of lots over the shelf as this device knows it, so it works without a network.
 *
 * - Each record has a weight: it grows with the time it has not been played, and with the stars it was given.
 * - Its lot is drawn from its id and a seed. The same seed draws the same, whatever else is on the shelf, so
 *   that one record taken away leaves the others where they were.
 * - What was passed over, or played within some hours, is not offered.
 * - A stack takes lots in their order while time is left, and no artist twice.
 */
import type { Copy } from "../../api/types";
import { chance } from "../../lib/chance";
import { minutesOf } from "./lengths";
import { type MoodId, suits } from "./moods";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Many = "one" | "three" | "stack";
export type Only = "never" | "neglected";

export type Wish = {
  many: Many;
  /** How much time there is; null: it does not matter. */
  minutes: number | null;
  mood: MoodId | null;
  /** Any of these; none: all. */
  genres: readonly string[];
  only: Only | null;
};

export const ANYTHING: Wish = { many: "one", minutes: null, mood: null, genres: [], only: null };

/** What a draw depends on beside the records. */
export type Around = {
  now: number;
  seed: number;
  /** Until when which record is passed over, in milliseconds. */
  skipped: ReadonlyMap<string, number>;
  /** Seconds, where the tracklist is known. */
  lengthOf(copy: Copy): number | undefined;
};

/** Played not long ago: nobody wants it again at once. */
const RESTING = 10 * HOUR;
/** So long unplayed is neglected. */
export const NEGLECTED = 365 * DAY;
/** Beyond it, time unplayed weighs no more. */
const LONGEST = 730;
/** What a stack lasts where nothing was said, in minutes, and the most records in one. */
const EVENING = 150;
const MOST = 12;

/** How long since it was played, or since it came; in days. */
export function daysUnplayed(copy: Copy, now: number): number {
  const since = copy.last_played_at ?? copy.added_at;
  return since === null ? LONGEST : Math.max(0, (now - Date.parse(since)) / DAY);
}

export function weightOf(copy: Copy, now: number): number {
  const waiting = 1 + Math.min(daysUnplayed(copy, now), LONGEST) / 45;
  const never = copy.last_played_at === null ? 1.5 : 1;
  const liked = copy.rating === 0 ? 1 : 0.4 + copy.rating * 0.25;
  return waiting * never * liked;
}

/** Everything that may be offered, the luckiest first. */
export function drawn(copies: readonly Copy[], wish: Wish, around: Around): Copy[] {
  const lots = copies
    .filter((copy) => isOffered(copy, wish, around))
    // Of a weighted draw without putting back, the order of ln(chance) / weight (Efraimidis and Spirakis).
    .map((copy) => ({
      copy,
      lot: Math.log(chance(copy.id, around.seed)) / weightOf(copy, around.now),
    }));
  return lots.sort((a, b) => b.lot - a.lot).map(({ copy }) => copy);
}

/** The records to play, as many as were wished for, or as fit into the time. */
export function pick(copies: readonly Copy[], wish: Wish, around: Around): Copy[] {
  const lots = drawn(copies, wish, around);
  const most = { one: 1, three: 3, stack: MOST }[wish.many];
  let left = wish.minutes ?? (wish.many === "stack" ? EVENING : Number.POSITIVE_INFINITY);
  const chosen: Copy[] = [];
  const artists = new Set<string>();
  for (const copy of lots) {
    if (chosen.length === most) break;
    const minutes = minutesOf(copy, around.lengthOf(copy));
    if (minutes > left || artists.has(copy.artist)) continue;
    chosen.push(copy);
    artists.add(copy.artist);
    left -= minutes;
  }
  return chosen;
}

/** The seed of a local day: every device of a user draws the same. */
export function seedOfDay(now: number): number {
  const day = new Date(now);
  return day.getFullYear() * 10_000 + (day.getMonth() + 1) * 100 + day.getDate();
}

function isOffered(copy: Copy, wish: Wish, { now, skipped }: Around): boolean {
  if ((skipped.get(copy.id) ?? 0) > now) return false;
  const played = copy.last_played_at === null ? undefined : now - Date.parse(copy.last_played_at);
  if (played !== undefined && played < RESTING) return false;
  if (wish.only === "never" && played !== undefined) return false;
  if (wish.only === "neglected" && (played === undefined || played < NEGLECTED)) return false;
  if (wish.genres.length > 0 && !copy.genres.some((genre) => wish.genres.includes(genre))) return false;
  return wish.mood === null || suits(copy, wish.mood);
}
