/** The page's own colours as a canvas takes them: tokens name light and dark at once, a canvas wants one. */

const TOKENS = [
  "paper",
  "raised",
  "sunken",
  "line",
  "ink",
  "ink-2",
  "accent",
  "accent-soft",
  "level-2",
  "level-4",
] as const;

export type Palette = Record<(typeof TOKENS)[number], string> & { family: string };

export function readPalette(): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const palette = { family: getComputedStyle(document.body).fontFamily } as Palette;
  for (const token of TOKENS) {
    probe.style.color = `var(--${token})`;
    palette[token] = getComputedStyle(probe).color;
  }
  probe.remove();
  return palette;
}

/** A colour between two, as `rgb(…)`: at 0 the first, at 1 the second. */
export function between(from: string, to: string, share: number): string {
  const a = numbers(from);
  const b = numbers(to);
  return `rgb(${a.map((value, at) => Math.round(value + ((b[at] ?? 0) - value) * share)).join(" ")})`;
}

function numbers(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
