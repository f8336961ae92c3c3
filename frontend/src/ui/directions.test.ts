/** Where lines run from right to left the page stands the other way round: no stylesheet says left or right. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = fileURLToPath(new URL("..", import.meta.url));
const SIDES =
  /^(left|right)$|^(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b|-(left|right)-radius$/;
/** Sides in the order top, right, bottom, left. */
const ROUND = new Set(["margin", "padding", "inset", "border-width"]);
const WORDED = new Set(["text-align", "float", "clear", "transform-origin", "background-position"]);

/** What of a declaration means one side of the screen; nothing where it holds both ways. */
function sided(name: string, value: string): string | undefined {
  if (SIDES.test(name)) return name;
  if (WORDED.has(name) && /\b(left|right)\b/.test(value)) return `${name}: ${value}`;
  if (/^(transform|translate)$/.test(name) && /translateX\((?!.*--forward)/.test(value)) return value;
  if (!ROUND.has(name)) return undefined;
  const [, right, , left] = parts(value);
  return left !== undefined && left !== right ? `${name}: ${value}` : undefined;
}

/** The values of a shorthand: at its spaces, but for those within brackets. */
function parts(value: string): string[] {
  let depth = 0;
  let all = "";
  for (const letter of value) {
    depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
    all += letter === " " && depth > 0 ? "_" : letter;
  }
  return all.split(" ");
}

function declarations(css: string): [string, string][] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...bare.matchAll(/(?<=[{;\s])([a-z-]+):\s+([^;{}]+);/g)].map((found) => [
    found[1] ?? "",
    (found[2] ?? "").replace(/\s+/g, " "),
  ]);
}

test("no stylesheet names a side of the screen", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".css"),
  );
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) =>
    declarations(readFileSync(`${SRC}/${file}`, "utf8")).flatMap(([name, value]) => {
      const side = sided(name, value);
      return side ? [`${file}: ${side}`] : [];
    }),
  );
  expect(found).toEqual([]);
});

test.each([
  ["left", "0", true],
  ["padding-right", "1rem", true],
  ["border-top-left-radius", "2px", true],
  ["padding", "0 1rem 0 2rem", true],
  ["padding", "0 calc(1rem + (2px * 2)) 0 calc(1rem + (2px * 2))", false],
  ["padding", "1rem 2rem", false],
  ["padding-inline-start", "1rem", false],
  ["text-align", "left", true],
  ["text-align", "start", false],
  ["transform", "translateX(3rem)", true],
  ["transform", "translateX(calc(3rem * var(--forward)))", false],
])("%s: %s says a side: %s", (name, value, says) => {
  expect(sided(name, value) !== undefined).toBe(says);
});
