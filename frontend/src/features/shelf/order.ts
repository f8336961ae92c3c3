/** The orders of the shelf. Ties fall back to artist, year and title, so that every order is total. */
import { t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";
import { shuffled } from "../../lib/chance";
import { fold } from "../../lib/search";

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

type Key = { copy: Copy; artist: string; title: string; rank: number };

export type By = {
  /** Shuffles, and the same one shuffles the same way, whatever comes or goes. */
  seed?: number;
  /** How much a copy wants cleaning. */
  urgency?(copy: Copy): number;
};

/** Sorted by `order`. */
export function inOrder(copies: readonly Copy[], order: Order, by: By = {}): Copy[] {
  const rank = RANKS[order];
  const keys = copies.map((copy): Key => ({ copy, ...namesOf(copy), rank: rank(copy, by) }));
  keys.sort((a, b) => compare(a.rank, b.rank) || (order === "title" ? byTitle(a, b) : byArtist(a, b)));
  return keys.map((key) => key.copy);
}

const names = new WeakMap<Copy, { artist: string; title: string }>();

function namesOf(copy: Copy): { artist: string; title: string } {
  let known = names.get(copy);
  if (!known) {
    known = { artist: withoutArticle(copy.artist), title: withoutArticle(copy.title) };
    names.set(copy, known);
  }
  return known;
}

const withoutArticle = (name: string): string => fold(name).replace(/^(the|an?) (?=.)/, "");

/** Never is before everything. */
const time = (at: string | null): number => (at === null ? Number.NEGATIVE_INFINITY : Date.parse(at));

/** What each order sorts by, the least first. */
const RANKS: Readonly<Record<Order, (copy: Copy, by: By) => number>> = {
  artist: () => 0,
  title: () => 0,
  year: (copy) => copy.year ?? 9999,
  added: (copy) => -time(copy.added_at),
  played: (copy) => -time(copy.last_played_at),
  unplayed: (copy) => time(copy.last_played_at),
  plays: (copy) => -copy.plays,
  cleaning: (copy, { urgency }) => -(urgency?.(copy) ?? 0),
  random: (copy, { seed = 0 }) => shuffled(copy.id, seed),
};

const byArtist = (a: Key, b: Key): number =>
  compare(a.artist, b.artist) ||
  compare(a.copy.year ?? 9999, b.copy.year ?? 9999) ||
  compare(a.title, b.title) ||
  compare(a.copy.id, b.copy.id);

const byTitle = (a: Key, b: Key): number => compare(a.title, b.title) || byArtist(a, b);

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
