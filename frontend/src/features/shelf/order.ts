/**
 * The orders of the shelf. Ties fall back to artist, year and title, so that every order is total: what is sorted
 * stands by names already (sorting.ts), and any other order moves it by a number.
 */
import { t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";
import { shuffled } from "../../lib/chance";
import { type Pieces, slices } from "../../lib/pieces";
import type { Name } from "./sorting";

export const ORDERS = [
  { id: "artist", word: t`Artist`, long: t`Artist, A to Z` },
  { id: "title", word: t`Title`, long: t`Title, A to Z` },
  { id: "year", word: t`Year`, long: t`Year, oldest first` },
  { id: "added", word: t`Added`, long: t`Recently added` },
  { id: "played", word: t`Played`, long: t`Last played` },
  { id: "unplayed", word: t`Unplayed`, long: t`Longest unplayed` },
  { id: "plays", word: t`Plays`, long: t`Most played` },
  { id: "cleaning", word: t`Cleaning`, long: t`Needs cleaning` },
  { id: "random", word: t`Shuffled`, long: t`Shuffled` },
] as const;

export type Order = (typeof ORDERS)[number]["id"];

export const isOrder = (text: string): text is Order => ORDERS.some((each) => each.id === text);

export type By = {
  /** Shuffles, and the same one shuffles the same way, whatever comes or goes. */
  seed?: number;
  /** How much a copy wants cleaning. */
  urgency?(copy: Copy): number;
};

/** By which name copies are sorted before any other order. */
export const nameOf = (order: Order): Name => (order === "title" ? "title" : "artist");

/** So many are looked at within a few milliseconds. */
const PIECE = 500;

/** `sorted` by its names, in this order; stops between two pieces of work. */
export function* ordering(sorted: readonly Copy[], order: Order, by: By = {}): Pieces<readonly Copy[]> {
  const rank = RANKS[order];
  if (!rank) return sorted;
  // Of the same rank each keeps its place. Numbers are sorted by the browser itself, without a word from here.
  const byRank = new Map<number, Copy[]>();
  for (const some of slices(sorted, PIECE)) {
    for (const copy of some) {
      const at = rank(copy, by);
      const same = byRank.get(at);
      if (same) same.push(copy);
      else byRank.set(at, [copy]);
    }
    yield;
  }
  const ranks = Float64Array.from(byRank.keys()).sort();
  return Array.from(ranks, (at) => byRank.get(at) ?? []).flat();
}

/** Never is before everything. */
const time = (at: string | null): number => (at === null ? Number.NEGATIVE_INFINITY : Date.parse(at));

/** An id begins with when it was made, and ends by chance. */
const RANDOM = 12;

/** What each order sorts by, the least first. */
const RANKS: Readonly<Partial<Record<Order, (copy: Copy, by: By) => number>>> = {
  year: (copy) => copy.year ?? 9999,
  added: (copy) => -time(copy.added_at),
  played: (copy) => -time(copy.last_played_at),
  unplayed: (copy) => time(copy.last_played_at),
  plays: (copy) => -copy.plays,
  cleaning: (copy, { urgency }) => -(urgency?.(copy) ?? 0),
  random: (copy, { seed = 0 }) => shuffled(copy.id.slice(-RANDOM), seed),
};

/** The orders that what is played and cleaned meanwhile changes. */
const BY_FIGURES: ReadonlySet<Order> = new Set(["played", "unplayed", "plays", "cleaning"]);

export const isByFigures = (order: Order): boolean => BY_FIGURES.has(order);
