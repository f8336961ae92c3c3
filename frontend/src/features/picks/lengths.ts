/** How long a record plays: as its tracklist says, else as records of its format usually do. */
import type { Copy } from "../../api/types";

/** Minutes of a side; the first row whose words are all in the format holds. */
const SIDES: readonly (readonly [words: readonly string[], minutes: number])[] = [
  [["78 RPM"], 3.5],
  [['7"', "EP"], 6.5],
  [['7"'], 3.5],
  [['10"', "45 RPM"], 8],
  [['10"'], 13],
  [["Maxi-Single"], 8],
  [["Mini-Album"], 15],
  [["EP"], 12],
  [['12"', "Single"], 8],
  [["LP", "45 RPM"], 12],
  [["LP"], 20],
  [["Album"], 20],
  [["Single"], 3.5],
  [['12"'], 12],
  [[], 20],
];

/** `2 × LP, Album + 7", 45 RPM`: every part counts as often as it says, with two sides each. */
export function minutesOf(copy: Pick<Copy, "format">, seconds?: number): number {
  if (seconds !== undefined && seconds > 0) return seconds / 60;
  const parts = copy.format.split(" + ").filter((part) => part !== "");
  const total = parts.reduce((sum, part) => sum + minutesOfPart(part), 0);
  return total || 40;
}

function minutesOfPart(part: string): number {
  const [, many] = /^(\d{1,3}) × /.exec(part) ?? [];
  const words = new Set(part.replace(/^\d+ × /, "").split(", "));
  const [, side] = SIDES.find(([needed]) => needed.every((word) => words.has(word))) ?? [[], 20];
  return Math.min(Number(many ?? 1), 30) * 2 * side;
}
