/** What is said of the catalogue's records. */
import { plural, t } from "@lingui/core/macro";
import type { CatalogueTrack, Hit } from "../../api/types";
import { count } from "../../lib/time";
import type { IconName } from "../../ui/icon";

const KIND: Record<Hit["kind"], string> = {
  artist: t`Artist`,
  label: t`Label`,
  master: t`Master`,
  release: t`Release`,
};

/** Its kind, and then what tells it from others: year, country, format, label and number. */
export function factsOf(hit: Hit): string {
  const versions = hit.versions ? plural(hit.versions, { one: "# version", other: "# versions" }) : null;
  const label = [hit.label, hit.catno].filter(Boolean).join(" ");
  return [KIND[hit.kind], hit.year, hit.country, hit.format, label, versions].filter(Boolean).join(" · ");
}

export const addressOf = (hit: Pick<Hit, "kind" | "id">): string => `/catalogue/${hit.kind}s/${hit.id}`;

/** What of it is one's own, in a few words and by a sign; nothing where it is not. */
export function ownWords(
  hit: Pick<Hit, "kind" | "owned" | "wanted">,
): { icon: IconName; word: string } | undefined {
  if (hit.owned === "same")
    return { icon: "check", word: hit.kind === "master" ? t`A version is on your shelf` : t`On your shelf` };
  if (hit.wanted)
    return { icon: "wantlist", word: hit.kind === "master" ? t`A version is wanted` : t`Wanted` };
  return hit.owned === "other" ? { icon: "check", word: t`Another pressing is on your shelf` } : undefined;
}

const DISCOGS = "https://www.discogs.com";

export const atDiscogs = (hit: Pick<Hit, "kind" | "id">): string => `${DISCOGS}/${hit.kind}/${hit.id}`;

/** Tracks in one column: those beneath another one follow it. */
export function linesOf(tracks: readonly CatalogueTrack[]): CatalogueTrack[] {
  return tracks.flatMap((track) => [track, ...linesOf(track.sub_tracks ?? [])]);
}

/** "1957", "May 1957" or the day, of a date that Discogs knows only in part. */
export function partialDate(text: string, locale: string): string {
  const [year, month, day] = text.split("-").map(Number);
  if (!year || !month) return String(year ?? text);
  const date = new Date(year, month - 1, day || 1);
  return date.toLocaleDateString(locale, {
    year: "numeric",
    month: "long",
    ...(day ? { day: "numeric" } : {}),
  });
}

export const recordsWords = (n: number): string => (n === 1 ? t`1 record` : t`${count(n)} records`);
