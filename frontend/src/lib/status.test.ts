import { describe, expect, test } from "vitest";
import { cleanliness, cleanlinessScore, recency, recencyScore } from "./status";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const cleaned = (plays: number) => ({ last_cleaned_at: "2026-01-01T00:00:00Z", plays_since_cleaning: plays });
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
  ])("%i plays since cleaning", (plays, level, word) => {
    expect(cleanliness(cleaned(plays))).toEqual({ level, word });
  });

  test("never cleaned needs it most, however few its plays", () => {
    const never = { last_cleaned_at: null, plays_since_cleaning: 0 };
    expect(cleanlinessScore(never)).toBe(100);
    expect(cleanliness(never)).toEqual({ level: 5, word: "Never cleaned" });
  });

  test("four plays stay just under the last band", () => {
    expect(cleanlinessScore(cleaned(4))).toBeCloseTo(79.84, 2);
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
