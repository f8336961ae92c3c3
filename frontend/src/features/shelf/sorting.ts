/**
 * The shelf by names, kept sorted while records come and go: only what is new is read and sorted. Where that is
 * much, as when the device's shelf is opened, it is done piece by piece, so that the page answers in between.
 */
import type { Accessor } from "solid-js";
import type { Copy } from "../../api/types";
import { createInPieces, type InPieces, type Pieces } from "../../lib/pieces";
import { fold, searchText } from "../../lib/search";

export type Name = "artist" | "title";

/** So many are read and sorted within a few milliseconds. */
const PIECE = 400;

const NAMES = Symbol("the names it is sorted by");

type Named = Copy & { [NAMES]?: Record<Name, string> & { of: string } };

/** What copies are sorted by, in one text each; kept with the copy itself. */
function namesOf(copy: Named): Record<Name, string> {
  const known = copy[NAMES];
  if (known?.of === copy.title) return known;
  const title = withoutArticle(copy.title);
  const year = String(copy.year ?? 9999).padStart(4, "0");
  const artist = [withoutArticle(copy.artist), year, title, copy.id].join("\0");
  const names = { of: copy.title, artist, title: `${title}\0${artist}` };
  copy[NAMES] = names;
  return names;
}

const withoutArticle = (name: string): string => fold(name).replace(/^(the|an?) (?=.)/, "");

const isBefore = (one: Copy, other: Copy, name: Name): boolean => namesOf(one)[name] < namesOf(other)[name];

/** Sorts `copies`, of which those in `before` are sorted already; stops between two pieces of work. */
export function* sorting(
  before: readonly Copy[],
  copies: readonly Copy[],
  name: Name,
): Pieces<readonly Copy[]> {
  const there = new Set(copies);
  const stay = before.filter((copy) => there.delete(copy));
  const fresh = [...there];
  const runs: (readonly Copy[])[] = [];
  for (let at = 0; at < fresh.length; at += PIECE) {
    if (fresh.length > PIECE) yield;
    const run = fresh.slice(at, at + PIECE);
    // What is searched is folded along the way, or the first keystroke would wait for all of it.
    for (const copy of run) searchText(copy);
    runs.push(run.sort((one, other) => (isBefore(one, other, name) ? -1 : 1)));
  }
  // Shorter ones first, so that none is gone through more often than need be.
  for (let [one, other] = [runs.shift(), runs.shift()]; one; [one, other] = [runs.shift(), runs.shift()]) {
    if (!other) return merged(stay, one, name);
    yield;
    runs.push(merged(one, other, name));
  }
  return stay;
}

function merged(some: readonly Copy[], others: readonly Copy[], name: Name): readonly Copy[] {
  if (some.length === 0) return others;
  const all: Copy[] = [];
  let at = 0;
  for (const one of some) {
    while (at < others.length && isBefore(others[at] as Copy, one, name)) all.push(others[at++] as Copy);
    all.push(one);
  }
  while (at < others.length) all.push(others[at++] as Copy);
  return all;
}

export type Sorted = InPieces<readonly Copy[]>;

/** The list by this name. */
export function createSorted(list: Accessor<readonly Copy[]>, name: Accessor<Name>): Sorted {
  const kept: Record<Name, readonly Copy[]> = { artist: [], title: [] };
  return createInPieces(() => keeping(name(), list()));

  function* keeping(by: Name, copies: readonly Copy[]): Pieces<readonly Copy[]> {
    kept[by] = yield* sorting(kept[by], copies, by);
    return kept[by];
  }
}
