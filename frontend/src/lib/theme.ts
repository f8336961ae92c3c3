/** Light or dark as chosen on this device; the system decides while nothing is chosen. */

import { createSignal } from "solid-js";
import { keepWord, keptWord } from "./kept-words";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "waugzee.theme";
const [chosen, setChosen] = createSignal<Theme | undefined>(kept());

export const chosenTheme = chosen;

/** Keeps the choice and shows it at once. */
export function chooseTheme(theme: Theme | undefined): void {
  keepWord(KEY, theme);
  setChosen(theme);
  wearTheme();
}

/** Puts what was chosen on the page, and on the browser's own bar. */
export function wearTheme(): void {
  const root = document.documentElement;
  const theme = chosen();
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const bar of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    bar.dataset.of ??= bar.media.includes("dark") ? "dark" : "light";
    const own = `(prefers-color-scheme: ${bar.dataset.of})`;
    bar.media = theme === undefined ? own : theme === bar.dataset.of ? "all" : "not all";
  }
}

function kept(): Theme | undefined {
  const word = keptWord(KEY);
  return THEMES.find((theme) => theme === word);
}
