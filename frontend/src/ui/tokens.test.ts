/** What is drawn stands out from what it is drawn on: WCAG 2.2 asks for 3:1. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

function colour(name: string, theme: number): string {
  const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  return pair?.[theme + 1] ?? "";
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each([0, 1])("levels stand out from every paper, by theme %i", (theme) => {
  for (const level of [1, 2, 3, 4, 5]) {
    for (const paper of ["paper", "raised", "sunken"]) {
      const found = contrast(colour(`level-${level}`, theme), colour(paper, theme));
      expect(found, `level ${level} on ${paper}`).toBeGreaterThanOrEqual(3);
    }
  }
});
