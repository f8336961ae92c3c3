/** The orders of the shelf. Ties fall back to artist, year and title, so that every order is total. */
import type { Copy } from "../../api/types";
import { fold } from "../../lib/search";

export const ORDERS = [
  { id: "artist", word: "Artist", long: "Artist, A to Z" },
  { id: "added", word: "Added", long: "Recently added" },
  { id: "played", word: "Played", long: "Last played" },
  { id: "unplayed", word: "Unplayed", long: "Longest unplayed" },
] as const;

export type Order = (typeof ORDERS)[number]["id"];

type Key = { copy: Copy; artist: string; title: string; at: number };

export function inOrder(copies: readonly Copy[], order: Order): Copy[] {
  const keys = copies.map((copy): Key => ({ copy, ...namesOf(copy), at: timeOf(copy, order) }));
  keys.sort((a, b) => compareTimes(a, b, order) || compareNames(a, b));
  return keys.map((key) => key.copy);
}

const names = new WeakMap<Copy, { artist: string; title: string }>();

function namesOf(copy: Copy): { artist: string; title: string } {
  let known = names.get(copy);
  if (!known) {
    known = { artist: fold(copy.artist).replace(/^the /, ""), title: fold(copy.title) };
    names.set(copy, known);
  }
  return known;
}

/** Never is -Infinity: last among the recently played, first among the longest unplayed. */
function timeOf(copy: Copy, order: Order): number {
  const at = order === "added" ? copy.added_at : order === "artist" ? null : copy.last_played_at;
  return at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
}

function compareTimes(a: Key, b: Key, order: Order): number {
  if (order === "artist" || a.at === b.at) return 0;
  const newerFirst = a.at > b.at ? -1 : 1;
  return order === "unplayed" ? -newerFirst : newerFirst;
}

function compareNames(a: Key, b: Key): number {
  return (
    compare(a.artist, b.artist) ||
    compare(a.copy.year ?? 9999, b.copy.year ?? 9999) ||
    compare(a.title, b.title) ||
    compare(a.copy.id, b.copy.id)
  );
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
