/**
 * Search over the whole shelf: every word typed must occur somewhere in artist, title, label or
 * catalogue number, whatever its accents, case and punctuation. A copy's text is folded once; a
 * keystroke then costs one substring test per copy and word.
 */

type Searchable = { artist: string; title: string; label: string | null; catno: string | null };

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

const texts = new WeakMap<Searchable, string>();

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

/** The folded text of a copy, remembered as long as the copy itself. */
export function searchText(copy: Searchable): string {
  let text = texts.get(copy);
  if (text === undefined) {
    const catno = fold(copy.catno ?? "");
    // "blp 4003" is also found as "blp4003".
    text = `${fold(copy.artist)} ${fold(copy.title)} ${fold(copy.label ?? "")} ${catno} ${catno.replaceAll(" ", "")}`;
    texts.set(copy, text);
  }
  return text;
}

/** The copies that hold every word of `typed`, in the order given. */
export function search<T extends Searchable>(copies: readonly T[], typed: string): readonly T[] {
  const words = fold(typed).split(" ").filter(Boolean);
  if (words.length === 0) return copies;
  return copies.filter((copy) => {
    const text = searchText(copy);
    return words.every((word) => text.includes(word));
  });
}
