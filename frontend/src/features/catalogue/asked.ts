/** What the catalogue is asked for: words and filters, kept in the address so that the way back finds them. */
import { t } from "@lingui/core/macro";
import { useSearchParams } from "@solidjs/router";
import type { Hit } from "../../api/types";

export type Asked = {
  q: string;
  kind?: Hit["kind"];
  format?: string;
  genre?: string;
  country?: string;
  year_from?: number;
  year_to?: number;
};

/** What is to be asked for instead; undefined takes it back. */
export type Change = { [name in keyof Asked]?: Asked[name] | undefined };

export const KINDS: readonly { id: Hit["kind"]; word: string }[] = [
  { id: "artist", word: t`Artists` },
  { id: "label", word: t`Labels` },
  { id: "master", word: t`Masters` },
  { id: "release", word: t`Releases` },
];

/** Carriers, sizes and kinds in Discogs' own words, as one looks for them. */
export const FORMATS = ["Vinyl", "LP", '12"', '10"', '7"', "EP", "Single", "Shellac", "CD", "Cassette"];

export const GENRES = [
  "Jazz",
  "Rock",
  "Electronic",
  "Funk / Soul",
  "Pop",
  "Hip Hop",
  "Reggae",
  "Latin",
  "Blues",
  "Classical",
  "Folk, World, & Country",
  "Stage & Screen",
];

const EARLIEST = 1860;
const LATEST = 2200;

/** What the address asks for, and a way to ask for something else without a step in the history. */
export function useAsked(): readonly [() => Asked, (change: Change) => void] {
  const [params, setParams] = useSearchParams<Record<string, string>>();
  const asked = () => {
    const kind = KINDS.find(({ id }) => id === params.kind)?.id;
    const from = year(params.from);
    const to = year(params.to);
    return {
      q: params.q ?? "",
      ...(kind ? { kind } : {}),
      ...(params.format ? { format: params.format } : {}),
      ...(params.genre ? { genre: params.genre } : {}),
      ...(params.country ? { country: params.country } : {}),
      ...(from ? { year_from: from } : {}),
      ...(to ? { year_to: to } : {}),
    };
  };
  const ask = (change: Change) => {
    const { year_from, year_to, ...rest } = change;
    setParams(
      {
        ...rest,
        ...("year_from" in change ? { from: year_from } : {}),
        ...("year_to" in change ? { to: year_to } : {}),
      },
      { replace: true, scroll: false },
    );
  };
  return [asked, ask];
}

/** How many of the filters behind the button are set. */
export const filterCount = (asked: Asked): number =>
  [asked.format, asked.genre, asked.country, asked.year_from ?? asked.year_to].filter(Boolean).length;

/** Without words or a filter nothing is asked for. */
export const isAsked = (asked: Asked): boolean => asked.q.trim() !== "" || filterCount(asked) > 0;

/** A year as typed, or nothing while it is none. */
export function year(text: string | undefined): number | undefined {
  const n = /^\d{4}$/.test(text ?? "") ? Number(text) : 0;
  return n >= EARLIEST && n <= LATEST ? n : undefined;
}
