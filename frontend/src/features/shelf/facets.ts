/**
 * What the shelf can be narrowed by. Within a facet any chosen value will do, across facets all must hold.
 * A value is what stands in the address, so it never changes; its word is what one reads.
 */
import { t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";
import { locale } from "../../lib/language";
import { atOnce, type Pieces, slices } from "../../lib/pieces";
import { type Level, recency } from "../../lib/status";
import { GRADES, type Grade, gradeWord } from "../care/grades";

export type FacetId =
  | "folder"
  | "crate"
  | "genre"
  | "style"
  | "decade"
  | "size"
  | "speed"
  | "format"
  | "label"
  | "rating"
  | "condition"
  | "played"
  | "cleaned";

/** What a value is read from beside the copy itself. */
export type Around = {
  now: number;
  /** How clean a copy is, by the user's own rules. */
  levelOf(copy: Copy): Level;
  folders: ReadonlyMap<number, string>;
  /** The user's own lists: which ones each copy stands in, and their names. */
  crates?: { of: ReadonlyMap<string, readonly string[]>; names: ReadonlyMap<string, string> };
};

export type Facet = {
  id: FacetId;
  word: string;
  /** The values a copy has, without doubles. */
  of(copy: Copy, around: Around): readonly string[];
  wordOf(value: string, around: Around): string;
  /** Whether there is anything to read its words from; always, where it does not say. */
  isOffered?(around: Around): boolean;
  /** Values in the order of their words or of this list; without, the most frequent come first. */
  order?: readonly string[] | "word";
};

/** Chosen values by facet; a facet without any is left out. */
export type Filters = Partial<Record<FacetId, readonly string[]>>;

const itself = (value: string): string => value;

const SPEEDS: Readonly<Record<string, string>> = { "33 ⅓ RPM": "33", "45 RPM": "45", "78 RPM": "78" };
const SIZES = ['7"', '10"', '12"', "LP"] as const;
const LEVELS = ["1", "2", "3", "4", "5"] as const;

/** `2 × LP, Album + 7", 45 RPM` as its words. */
function formatWords(copy: Copy): string[] {
  return copy.format.split(/, | \+ | × /).filter((word) => word !== "" && !/^\d+$/.test(word));
}

/** A shelf has many records and few formats. */
const formats = new Map<string, ReturnType<typeof readFormat>>();

function readFormat(copy: Copy) {
  const all = formatWords(copy);
  const of = (values: readonly string[]) => [...new Set(values)];
  return {
    // An LP is twelve inches unless it says otherwise.
    size: of(all.filter((word) => (SIZES as readonly string[]).includes(word)).map(sizeOf)),
    speed: of(all.flatMap((word) => SPEEDS[word] ?? [])),
    kind: of(all.filter((word) => !(word in SPEEDS) && !/^\d+"$/.test(word))),
  };
}

const sizeOf = (word: string): string => (word === "LP" ? "12" : word.slice(0, -1));

function format(copy: Copy) {
  let known = formats.get(copy.format);
  if (!known) {
    known = readFormat(copy);
    formats.set(copy.format, known);
  }
  return known;
}

export const FACETS: readonly Facet[] = [
  {
    id: "folder",
    word: t`Folder`,
    of: (copy) => (copy.folder_id === null ? [] : [String(copy.folder_id)]),
    wordOf: (value, { folders }) => folders.get(Number(value)) ?? t`Folder ${value}`,
    isOffered: ({ folders }) => folders.size > 0,
    order: "word",
  },
  {
    id: "crate",
    word: t`Crate`,
    of: (copy, { crates }) => crates?.of.get(copy.id) ?? [],
    wordOf: (value, { crates }) => crates?.names.get(value) ?? t`A crate`,
    isOffered: ({ crates }) => (crates?.names.size ?? 0) > 0,
    order: "word",
  },
  { id: "genre", word: t`Genre`, of: (copy) => copy.genres, wordOf: itself },
  { id: "style", word: t`Style`, of: (copy) => copy.styles, wordOf: itself },
  {
    id: "decade",
    word: t`Decade`,
    of: (copy) => (copy.year === null ? ["unknown"] : [String(Math.floor(copy.year / 10) * 10)]),
    wordOf: (value) => (value === "unknown" ? t`Year unknown` : t`${value}s`),
    order: "word",
  },
  {
    id: "size",
    word: t`Size`,
    of: (copy) => format(copy).size,
    wordOf: (value) => `${value}\u2033`,
    order: ["7", "10", "12"],
  },
  {
    id: "speed",
    word: t`Speed`,
    of: (copy) => format(copy).speed,
    wordOf: (value) => (value === "33" ? "33⅓ rpm" : t`${value} rpm`),
    order: ["33", "45", "78"],
  },
  { id: "format", word: t`Format`, of: (copy) => format(copy).kind, wordOf: itself },
  { id: "label", word: t`Label`, of: (copy) => (copy.label ? [copy.label] : []), wordOf: itself },
  {
    id: "rating",
    word: t`Rating`,
    of: (copy) => [String(copy.rating)],
    wordOf: (value) => (value === "0" ? t`Not rated` : value === "1" ? t`1 star` : t`${value} stars`),
    order: ["5", "4", "3", "2", "1", "0"],
  },
  {
    id: "condition",
    word: t`Condition`,
    of: (copy) => [copy.media ?? "unknown"],
    wordOf: (value) => (value in GRADES ? gradeWord(value as Grade) : t`Not said`),
    order: ["M", "NM", "VG+", "VG", "G+", "G", "F", "P", "unknown"],
  },
  {
    id: "played",
    word: t`Played`,
    of: (copy, { now }) => [copy.plays === 0 ? "never" : String(recency(copy, now).level)],
    wordOf: (value) => PLAYED[value] ?? value,
    order: [...LEVELS, "never"],
  },
  {
    id: "cleaned",
    word: t`Cleaned`,
    // What was never cleaned needs it only where the rules say so.
    of: (copy, { levelOf }) => {
      const level = levelOf(copy);
      if (copy.last_cleaned_at !== null) return [String(level)];
      return level === 5 ? ["never", "5"] : ["never"];
    },
    wordOf: (value) => CLEANED[value] ?? value,
    order: [...LEVELS, "never"],
  },
];

const PLAYED: Readonly<Record<string, string>> = {
  "1": t`In the last month`,
  "2": t`In the last 3 months`,
  "3": t`In the last 6 months`,
  "4": t`In the last year`,
  "5": t`Over a year ago`,
  never: t`Never played`,
};

const CLEANED: Readonly<Record<string, string>> = {
  "1": t`Recently cleaned`,
  "2": t({ message: "Clean", context: "how a record is" }),
  "3": t`May need cleaning soon`,
  "4": t`Due for cleaning`,
  "5": t`Needs cleaning`,
  never: t`Never cleaned`,
};

export const facetById = (id: FacetId): Facet => FACETS.find((facet) => facet.id === id) as Facet;

/** So many are judged within a few milliseconds. */
const PIECE = 1_000;

/** The copies for which every facet chosen holds, in the order given; stops between two pieces of work. */
export function* narrowing(
  copies: readonly Copy[],
  filters: Filters,
  around: Around,
): Pieces<readonly Copy[]> {
  const tests = testsOf(filters, around);
  if (tests.length === 0) return copies;
  const left: Copy[] = [];
  for (const some of slices(copies, PIECE)) {
    for (const copy of some) if (tests.every((holds) => holds(copy))) left.push(copy);
    yield;
  }
  return left;
}

function testsOf(filters: Filters, around: Around): ((copy: Copy) => boolean)[] {
  return FACETS.flatMap((facet) => {
    const chosen = new Set(filters[facet.id] ?? []);
    if (chosen.size === 0) return [];
    return [
      (copy: Copy) => {
        for (const value of facet.of(copy, around)) if (chosen.has(value)) return true;
        return false;
      },
    ];
  });
}

/** Made once: a collator for each of some thousand labels would be felt. */
let collator: Intl.Collator | undefined;
const inWords = (one: string, other: string): number => {
  collator ??= new Intl.Collator(locale());
  return collator.compare(one, other);
};

export type Choice = { value: string; word: string; count: number; chosen: boolean };

/**
 * The values of a facet that are worth offering: how many copies each would leave beside what the other
 * facets demand. A chosen value stays even where it leaves none.
 */
export function choices(
  copies: readonly Copy[],
  facet: Facet,
  filters: Filters,
  around: Around,
): readonly Choice[] {
  const { [facet.id]: own = [], ...others } = filters;
  const counts = new Map<string, number>(own.map((value) => [value, 0]));
  for (const copy of atOnce(narrowing(copies, others, around))) {
    for (const value of facet.of(copy, around)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const all = [...counts].map(([value, count]) => ({
    value,
    count,
    word: facet.wordOf(value, around),
    chosen: own.includes(value),
  }));
  const { order } = facet;
  if (order === "word") return all.sort((a, b) => inWords(a.word, b.word));
  if (order) return all.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  return all.sort((a, b) => b.count - a.count || inWords(a.word, b.word));
}

/** The same filters with `value` chosen, or no longer. */
export function toggled(filters: Filters, id: FacetId, value: string): Filters {
  const { [id]: own = [], ...others } = filters;
  const next = own.includes(value) ? own.filter((each) => each !== value) : [...own, value];
  return next.length > 0 ? { ...others, [id]: next } : others;
}

export const chosenCount = (filters: Filters): number =>
  Object.values(filters).reduce((sum, values) => sum + values.length, 0);
