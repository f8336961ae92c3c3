/** The language the page speaks: the one chosen on this device, else the browser's, else English. */

import { i18n } from "@lingui/core";
import { isolateNames } from "./isolation";
import { keepWord, keptWord } from "./kept-words";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "waugzee.language";

/** What was chosen here; nothing while the browser decides. */
export function chosenLanguage(): Language | undefined {
  const word = keptWord(KEY);
  return isLanguage(word) ? word : undefined;
}

/** Keeps the choice and begins anew in it. */
export function chooseLanguage(language: Language | undefined): void {
  keepWord(KEY, language);
  window.location.reload();
}

/** Begins to speak; to be awaited before any module that holds sentences is loaded. */
export async function speak(): Promise<void> {
  const tongues = navigator.languages.filter(isTag);
  const language = chosenLanguage() ?? tongues.map(base).find(isLanguage) ?? "en";
  // "de-AT" writes dates and numbers in its own way.
  const locale =
    tongues.find((tongue) => base(tongue) === language) ?? (language === "en" ? "en-GB" : language);
  if (language === "de") i18n.load("de", (await import("../messages/de.po")).messages);
  i18n.activate(language, [locale]);
  isolateNames(i18n);
  document.documentElement.lang = language;
}

/** How dates and numbers are written. */
export function locale(): string {
  return i18n.locales?.[0] ?? "en-GB";
}

/** Words that begin a sentence, put into one: English then begins them small; a noun of German stays as it is. */
export function inSentence(words: string): string {
  if (i18n.locale !== "en" || words.startsWith("Discogs")) return words;
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Words that begin a sentence. */
export function asSentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1);
}

/** Some systems name their language in a way that dates and numbers cannot be written in: "en-US@posix". */
function isTag(tongue: string): boolean {
  try {
    return Intl.getCanonicalLocales(tongue).length > 0;
  } catch {
    return false;
  }
}

function base(tongue: string): string {
  return tongue.split("-")[0] ?? tongue;
}

function isLanguage(word: string | null): word is Language {
  return word !== null && Object.hasOwn(LANGUAGES, word);
}
