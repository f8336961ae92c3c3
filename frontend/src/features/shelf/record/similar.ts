/**
 * What on the shelf is like a record: the styles, genres and label it shares, the rarer on this shelf the
 * more they count, and how near the years are. All of it is here already, so it costs nobody a request.
 */
import type { Copy } from "../../../api/types";
import type { Pieces } from "../../../lib/pieces";

/** What a shared thing of each kind counts beside how rare it is. */
const WEIGHT = { style: 1, genre: 0.4, label: 0.8 } as const;
/** Years apart at which nearness counts nothing any more, and what the same year counts. */
const ERA = 15;
const SAME_YEAR = 1.5;
/** So many by one artist are enough. */
const OF_ONE_ARTIST = 2;

export type Similar = { copy: Copy; why: string };

type Trait = { word: string; weight: number };

/** What a copy can share, by kind and word. */
function traitsOf(copy: Copy): Record<keyof typeof WEIGHT, Map<string, Trait>> {
  const traits = (kind: keyof typeof WEIGHT, words: readonly string[]) =>
    new Map(words.map((word) => [word, { word, weight: WEIGHT[kind] }]));
  return {
    style: traits("style", copy.styles),
    genre: traits("genre", copy.genres),
    label: traits("label", copy.label ? [copy.label] : []),
  };
}

/** So many are compared within a few milliseconds. */
const PIECE = 1_000;

/**
 * The `most` copies that are most like this one, each release once, without its own and `without`; stops
 * between two pieces of work, for the whole shelf is looked through.
 */
export function* similarTo(
  copy: Copy,
  copies: readonly Copy[],
  most: number,
  without: ReadonlySet<string> = new Set(),
): Pieces<Similar[]> {
  const mine = traitsOf(copy);
  const counts = new Map<Trait, number>();
  const near: { copy: Copy; shared: Trait[] }[] = [];
  for (const [at, other] of copies.entries()) {
    if (at % PIECE === PIECE - 1) yield;
    // Most share nothing: nothing is made for them.
    let shared: Trait[] | undefined;
    const share = (trait: Trait | undefined) => {
      if (!trait) return;
      counts.set(trait, (counts.get(trait) ?? 0) + 1);
      if (shared) shared.push(trait);
      else shared = [trait];
    };
    for (const style of other.styles) share(mine.style.get(style));
    for (const genre of other.genres) share(mine.genre.get(genre));
    if (other.label) share(mine.label.get(other.label));
    if (shared && other.release_id !== copy.release_id && !without.has(other.id)) {
      near.push({ copy: other, shared });
    }
  }
  const worths = new Map(
    [...counts].map(([trait, count]) => [trait, trait.weight * Math.log(1 + copies.length / count)]),
  );
  const worth = (trait: Trait) => worths.get(trait) ?? 0;
  yield;
  const ranked = near
    .map((each) => ({
      ...each,
      score: each.shared.reduce((sum, trait) => sum + worth(trait), 0) + era(copy.year, each.copy.year),
    }))
    .sort((a, b) => b.score - a.score || (a.copy.id < b.copy.id ? -1 : 1));
  const byArtist = new Map<string, number>();
  const releases = new Set<number>();
  const found: Similar[] = [];
  for (const each of ranked) {
    if (found.length === most) break;
    const many = byArtist.get(each.copy.artist) ?? 0;
    if (many >= OF_ONE_ARTIST || releases.has(each.copy.release_id)) continue;
    releases.add(each.copy.release_id);
    byArtist.set(each.copy.artist, many + 1);
    const best = each.shared.toSorted((a, b) => worth(b) - worth(a)).slice(0, 2);
    found.push({ copy: each.copy, why: best.map(({ word }) => word).join(", ") });
  }
  return found;
}

function era(one: number | null, other: number | null): number {
  if (one === null || other === null) return 0;
  return SAME_YEAR * Math.max(0, 1 - Math.abs(one - other) / ERA);
}
