import { describe, expect, test } from "vitest";
import type { CareRules, CopyCare } from "../api/types";
import { type Cleaned, cleanliness, dueFor, recency, recencyScore, USUAL_RULES, urgency } from "./status";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const cleaned = (plays: number, days = 30, care: CopyCare | null = null) => ({
  last_cleaned_at: new Date(NOW - days * 86_400_000).toISOString(),
  plays_since_cleaning: plays,
  care,
});
const never = (plays: number, care: CopyCare | null = null) => ({
  last_cleaned_at: null,
  plays_since_cleaning: plays,
  care,
});
const own = (more: Partial<CopyCare>): CopyCare => ({
  bought_used: false,
  rule: "own",
  plays: null,
  months: null,
  ...more,
});
const played = (days: number) => ({ last_played_at: new Date(NOW - days * 86_400_000).toISOString() });

describe("cleanliness", () => {
  test.each([
    [0, 1, "Recently cleaned"],
    [1, 1, "Recently cleaned"],
    [2, 2, "Clean"],
    [3, 3, "May need cleaning soon"],
    [4, 4, "Due for cleaning"],
    [5, 5, "Needs cleaning"],
    [50, 5, "Needs cleaning"],
  ])("%i plays since cleaning, as it usually is", (plays, level, word) => {
    expect(cleanliness(cleaned(plays), USUAL_RULES, NOW)).toEqual({ level, word });
    expect(urgency(cleaned(plays), USUAL_RULES, NOW) >= 1).toBe(level >= 4);
  });

  // As tests/backend/due has it: what is due by the rules is of the last two levels, and nothing else is.
  test.each([
    ["ten plays allowed, nine played", { plays: 10 }, cleaned(9), 3],
    ["ten allowed, ten played", { plays: 10 }, cleaned(10), 4],
    ["ten allowed, eleven played", { plays: 10 }, cleaned(11), 5],
    ["six months allowed, five passed", { plays: null, months: 6 }, cleaned(99, 150), 3],
    ["six months allowed, seven passed", { plays: null, months: 6 }, cleaned(0, 213), 4],
    ["six months allowed, eight passed", { plays: null, months: 6 }, cleaned(0, 243), 5],
    ["whichever is more", { plays: 10, months: 6 }, cleaned(11, 1), 5],
    ["nothing makes it due", { plays: null, months: null }, cleaned(99, 999), 2],
    ["its own rule instead", { plays: 10 }, cleaned(2, 1, own({ plays: 2 })), 4],
    ["none for this one", {}, cleaned(99, 999, own({ rule: "never" })), 2],
    ["a rule it does not follow", {}, cleaned(3, 1, own({ rule: "usual", plays: 1 })), 3],
    ["never cleaned, not played", {}, never(0), 3],
    ["never cleaned, played", {}, never(1), 5],
    ["never cleaned, due at once", { never_cleaned: "always" }, never(0), 5],
    ["never cleaned, never due", { never_cleaned: "never" }, never(9), 3],
    ["bought used", {}, never(0, own({ rule: "usual", bought_used: true })), 5],
    [
      "bought used, which does not matter",
      { bought_used: false },
      never(0, own({ rule: "usual", bought_used: true })),
      3,
    ],
    ["bought used and cleaned since", {}, cleaned(0, 1, own({ rule: "usual", bought_used: true })), 1],
  ] as [string, Partial<CareRules>, Cleaned, number][])("%s", (_, rules, copy, level) => {
    expect(cleanliness(copy, { ...USUAL_RULES, ...rules }, NOW).level).toBe(level);
    expect(urgency(copy, { ...USUAL_RULES, ...rules }, NOW) >= 1).toBe(level >= 4);
  });

  test.each([
    [cleaned(4), {}, ["plays"]],
    [cleaned(4, 243), { months: 6 }, ["plays", "age"]],
    [cleaned(3), {}, []],
    [never(1), {}, ["never_cleaned"]],
    [never(0, own({ rule: "usual", bought_used: true })), {}, ["bought_used"]],
    [cleaned(9, 1, own({ rule: "never" })), {}, []],
  ] as [Cleaned, Partial<CareRules>, string[]][])("why it is due: %#", (copy, rules, reasons) => {
    expect(dueFor(copy, { ...USUAL_RULES, ...rules }, NOW)).toEqual(reasons);
  });

  test("what wants it most comes first, and what is never due last", () => {
    const shelf = [cleaned(9), never(7), cleaned(5), cleaned(1), never(0, own({ rule: "never" }))];
    const ranks = shelf.map((copy) => urgency(copy, USUAL_RULES, NOW));
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
    expect(cleanliness(never(0), USUAL_RULES, NOW).word).toBe("Never cleaned");
    expect(cleanliness(cleaned(0, 1, own({ rule: "never" })), USUAL_RULES, NOW).word).toBe("Never due");
  });
});

describe("recency", () => {
  test.each([
    [0, 100, 1],
    [7, 100, 1],
    [7.01, 80, 1],
    [30, 80, 1],
    [31, 60, 2],
    [90, 60, 2],
    [91, 40, 3],
    [180, 40, 3],
    [181, 20, 4],
    [365, 20, 4],
    [366, 0, 5],
  ])("%d days ago scores %i at level %i", (days, score, level) => {
    expect(recencyScore(played(days), NOW)).toBe(score);
    expect(recency(played(days), NOW).level).toBe(level);
  });

  test("never played says so", () => {
    expect(recencyScore({ last_played_at: null }, NOW)).toBe(0);
    expect(recency({ last_played_at: null }, NOW)).toEqual({ level: 5, word: "Never played" });
  });

  test("a play dated in the future counts as this week", () => {
    expect(recency(played(-1), NOW).word).toBe("Played this week");
  });
});
