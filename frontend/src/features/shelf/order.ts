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

type Key = { copy: Copy; rank: number; name: string };

export type By = {
  /** Shuffles, and the same one shuffles the same way, whatever comes or goes. */
  seed?: number;
  /** How much a copy wants cleaning. */
  urgency?(copy: Copy): number;
};

/** Sorted by `order`. */
export function inOrder(copies: readonly Copy[], order: Order, by: By = {}): Copy[] {
  const rank = RANKS[order];
  const ties = order === "title" ? "title" : "artist";
  const keys = copies.map((copy): Key => ({ copy, rank: rank(copy, by), name: namesOf(copy)[ties] }));
  keys.sort((a, b) => compare(a.rank, b.rank) || compare(a.name, b.name));
  return keys.map((key) => key.copy);
}

const names = new WeakMap<Copy, { artist: string; title: string }>();

/** What ties are decided by, in one text each: ten thousand of them are compared within a frame. */
function namesOf(copy: Copy): { artist: string; title: string } {
  let known = names.get(copy);
  if (!known) {
    const title = withoutArticle(copy.title);
    const year = String(copy.year ?? 9999).padStart(4, "0");
    const artist = [withoutArticle(copy.artist), year, title, copy.id].join("\0");
    known = { artist, title: `${title}\0${artist}` };
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

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The orders that what is played and cleaned meanwhile changes. */
const BY_FIGURES: ReadonlySet<Order> = new Set(["played", "unplayed", "plays", "cleaning"]);

export const isByFigures = (order: Order): boolean => BY_FIGURES.has(order);
