/**
 * Search over the whole shelf: every word typed must occur somewhere in artist, title, label or
 * catalogue number, whatever its accents, case and punctuation. A copy's text is folded once; a
 * keystroke then costs one substring test per copy and word, and nothing is made for what does not match.
 */
import { atOnce, type Pieces } from "./pieces";

const FOLDED = Symbol("the folded text");

type Searchable = {
  artist: string;
  title: string;
  label: string | null;
  catno: string | null;
  /** Kept with the copy itself: a look-up for each of ten thousand takes longer than the search. */
  [FOLDED]?: { of: string; text: string };
};

/** Letters that carry no combining mark when decomposed, and what people type for them. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: "o",
  đ: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ð: "d",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/** Lower case, without accents; anything that is neither letter nor digit becomes one space. */
export function fold(text: string): string {
  // Most names are plain ASCII, and ten thousand of them are folded at once.
  if (ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/'/g, "")
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[øđłħıßæœþð]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const PARTED = /[\p{L}\p{N}][^\s\p{L}\p{N}'’]+[\p{L}\p{N}]/u;

/** Words that signs part, run together: "R.E.M." and "AC/DC" are also found as "rem" and "acdc". */
function runTogether(text: string): string {
  if (!PARTED.test(text)) return "";
  const parted = text.split(/\s+/).filter((word) => PARTED.test(word));
  return parted.map((word) => fold(word).replaceAll(" ", "")).join(" ");
}

const INITIALS = /^\p{L}(?:[^\s\p{L}\p{N}]+\p{L})+[^\s\p{L}\p{N}]*$/u;

/** What is asked for. Letter by letter, initials would be found in nearly every text. */
function wordsOf(typed: string): string[] {
  const words = typed.split(/\s+/).flatMap((word) => {
    const parts = fold(word).split(" ");
    return INITIALS.test(word) ? parts.join("") : parts;
  });
  return words.filter(Boolean);
}

/** The folded text of a copy, remembered as long as the copy itself. */
export function searchText(copy: Searchable): string {
  const known = copy[FOLDED];
  // What is made of a copy by spreading it keeps its text, unless it is called something else.
  if (known?.of === copy.title) return known.text;
  const catno = fold(copy.catno ?? "");
  const names = `${copy.artist} ${copy.title} ${copy.label ?? ""}`;
  // "blp 4003" is also found as "blp4003".
  const text = `${fold(names)} ${catno} ${catno.replaceAll(" ", "")} ${runTogether(names)}`;
  copy[FOLDED] = { of: copy.title, text };
  return text;
}

/** The texts of a list, in its order: letter after letter is looked for in the same one, and most copies in vain. */
const listed = new WeakMap<readonly unknown[], string[]>();

function textsOf(copies: readonly unknown[]): string[] {
  const known = listed.get(copies) ?? [];
  listed.set(copies, known);
  return known;
}

export type Found<T> = {
  copies: readonly T[];
  /** Nothing matched; these nearly do. */
  nearly: boolean;
  /** How many of them, the last ones, were found by what is on them. */
  byTracks: number;
};

/** Fewer letters would be found on nearly every record. */
const LEAST_OF_TRACKS = 3;

/** So many are searched within a few milliseconds. */
const PIECE = 500;

/**
 * The copies that hold every word of `typed`, in the order given, and then those that hold them with the
 * titles of their tracks (`tracksOf`, folded). Where none does, those that hold every word with at most one
 * slip of the finger in each: a letter wrong, missing, too many. Stops between two pieces of work.
 */
export function* searching<T extends Searchable>(
  copies: readonly T[],
  typed: string,
  tracksOf?: (copy: T) => string | undefined,
): Pieces<Found<T>> {
  const words = wordsOf(typed);
  if (words.length === 0) return { copies, nearly: false, byTracks: 0 };
  const exact: T[] = [];
  const byTracks: T[] = [];
  const withTracks = tracksOf && words.join("").length >= LEAST_OF_TRACKS ? tracksOf : undefined;
  const texts = textsOf(copies);
  for (const [at, copy] of copies.entries()) {
    if (at % PIECE === PIECE - 1) yield;
    texts[at] ??= searchText(copy);
    if (holds(texts[at], words)) exact.push(copy);
    else if (withTracks) {
      const tracks = withTracks(copy);
      if (tracks !== undefined && holds(texts[at], words, tracks)) byTracks.push(copy);
    }
  }
  const found = [...exact, ...byTracks];
  if (found.length > 0 || !words.some(mayBeMistyped)) {
    return { copies: found, nearly: false, byTracks: byTracks.length };
  }
  const tests = words.map((word) =>
    mayBeMistyped(word) ? nearly(word) : (text: string) => text.includes(word),
  );
  const near: T[] = [];
  for (const [at, copy] of copies.entries()) {
    if (at % PIECE === 0) yield;
    const text = texts[at] as string;
    if (tests.every((test) => test(text))) near.push(copy);
  }
  return { copies: near, nearly: near.length > 0, byTracks: 0 };
}

/** The same at once: for a shelf that is searched while nothing else is to be done. */
export const search = <T extends Searchable>(...asked: Parameters<typeof searching<T>>): Found<T> =>
  atOnce(searching<T>(...asked));

/** Whether every word stands in the text, or in the one beside it. */
function holds(text: string, words: readonly string[], beside = ""): boolean {
  for (const word of words) if (!text.includes(word) && !beside.includes(word)) return false;
  return true;
}

/** A slip in a short word would match half the shelf; a very long word exceeds the bits of a number. */
const mayBeMistyped = (word: string): boolean => word.length >= 4 && word.length <= 30;

/** Whether a text holds the word with at most one edit: the bit-parallel search of Wu and Manber. */
function nearly(word: string): (text: string) => boolean {
  // By the low bits of the character. Letters of far scripts share a place: near is not meant exactly.
  const masks = new Int32Array(256);
  for (let at = 0; at < word.length; at++) {
    const place = word.charCodeAt(at) & 255;
    masks[place] = (masks[place] ?? 0) | (1 << at);
  }
  const whole = 1 << (word.length - 1);
  return (text) => {
    // Bit n: the first n + 1 letters match up to here, without an edit and with one.
    let none = 0;
    let one = 1;
    for (let at = 0; at < text.length; at++) {
      const mask = masks[text.charCodeAt(at) & 255] ?? 0;
      const before = none;
      none = ((none << 1) | 1) & mask;
      one = (((one << 1) | 1) & mask) | before | (before << 1) | (none << 1) | 1;
      if (one & whole) return true;
    }
    return false;
  };
}
