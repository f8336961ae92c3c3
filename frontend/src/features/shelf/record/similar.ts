/**
 * What on the shelf is like a record: the styles, genres and label it shares, the rarer on this shelf the
 * more they count, and how near the years are. All of it is here already, so it costs nobody a request.
 */
import type { Copy } from "../../../api/types";

/** What a shared thing of each kind counts beside how rare it is. */
const WEIGHT = { style: 1, genre: 0.4, label: 0.8 } as const;
/** Years apart at which nearness counts nothing any more, and what the same year counts. */
const ERA = 15;
const SAME_YEAR = 1.5;
/** So many by one artist are enough. */
const OF_ONE_ARTIST = 2;

export type Similar = { copy: Copy; why: string };

type Trait = { key: string; word: string; weight: number };

function traitsOf(copy: Copy): Trait[] {
  const traits = (kind: keyof typeof WEIGHT, words: readonly string[]): Trait[] =>
    words.map((word) => ({ key: `${kind} ${word}`, word, weight: WEIGHT[kind] }));
  return [
    ...traits("style", copy.styles),
    ...traits("genre", copy.genres),
    ...traits("label", copy.label ? [copy.label] : []),
  ];
}

/** The `most` copies that are most like this one, each release once, without its own and `without`. */
export function similarTo(
  copy: Copy,
  copies: readonly Copy[],
  most: number,
  without: ReadonlySet<string> = new Set(),
): Similar[] {
  const mine = new Map(traitsOf(copy).map((trait) => [trait.key, trait]));
  const counts = new Map<string, number>();
  const near: { copy: Copy; shared: Trait[] }[] = [];
  for (const other of copies) {
    const shared = traitsOf(other).filter(({ key }) => mine.has(key));
    for (const { key } of shared) counts.set(key, (counts.get(key) ?? 0) + 1);
    if (shared.length > 0 && other.release_id !== copy.release_id && !without.has(other.id)) {
      near.push({ copy: other, shared });
    }
  }
  const worth = ({ key, weight }: Trait) => weight * Math.log(1 + copies.length / (counts.get(key) ?? 1));
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
