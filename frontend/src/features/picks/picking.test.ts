import { expect, test } from "vitest";
import type { Copy } from "../../api/types";
import { copy } from "../shelf/sample-copies";
import { minutesOf } from "./lengths";
import { ANYTHING, type Around, drawn, pick, seedOfDay, type Wish } from "./picking";
import { duration, reason } from "./reasons";

const NOW = Date.parse("2026-11-27T20:00:00Z");
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
const around = (more: Partial<Around> = {}): Around => ({
  now: NOW,
  seed: 1,
  skipped: new Map(),
  lengthOf: () => undefined,
  ...more,
});
const wish = (more: Partial<Wish>): Wish => ({ ...ANYTHING, ...more });
const shelf = (n: number, more: (i: number) => Partial<Copy> = () => ({})): Copy[] =>
  Array.from({ length: n }, (_, i) => copy(`copy-${i}`, { artist: `artist ${i}`, format: "LP", ...more(i) }));

test("what has waited longer is drawn more often, and nothing is never drawn", () => {
  const copies = [
    copy("old", { last_played_at: daysAgo(700) }),
    copy("new", { last_played_at: daysAgo(20) }),
  ];
  const firsts = Array.from({ length: 600 }, (_, seed) => pick(copies, ANYTHING, around({ seed }))[0]?.id);
  const old = firsts.filter((id) => id === "old").length;
  expect(old).toBeGreaterThan(480);
  expect(old).toBeLessThan(600);
});

test("the same seed draws the same, and one taken away leaves the others where they were", () => {
  const copies = shelf(40);
  const all = drawn(copies, ANYTHING, around());
  expect(drawn(copies.toReversed(), ANYTHING, around())).toEqual(all);
  const skipped = new Map([[all[0]?.id ?? "", NOW + 1]]);
  expect(drawn(copies, ANYTHING, around({ skipped }))).toEqual(all.slice(1));
  expect(drawn(copies, ANYTHING, around({ seed: 2 }))).not.toEqual(all);
});

test("a skip that is over holds no more", () => {
  const skipped = new Map([["copy-0", NOW - 1]]);
  expect(pick(shelf(1), ANYTHING, around({ skipped }))).toHaveLength(1);
});

test("what was just played rests", () => {
  const copies = shelf(2, (i) => ({ last_played_at: daysAgo(i === 0 ? 0.1 : 2) }));
  expect(drawn(copies, ANYTHING, around()).map(({ id }) => id)).toEqual(["copy-1"]);
});

test.each([
  [{ only: "never" }, ["never"]],
  [{ only: "neglected" }, ["neglected"]],
  [{ genres: ["Jazz", "Pop"] }, ["jazz"]],
  [{ mood: "loud" }, ["punk"]],
] as const)("%o leaves %o", (wished, left) => {
  const recent = daysAgo(100);
  const copies = [
    copy("never", {}),
    copy("neglected", { last_played_at: daysAgo(400) }),
    copy("jazz", { genres: ["Jazz"], last_played_at: recent }),
    copy("punk", { genres: ["Rock"], styles: ["Punk"], last_played_at: recent }),
  ];
  expect(drawn(copies, wish(wished), around()).map(({ id }) => id)).toEqual(left);
});

test("a stack fills the time, with no artist twice and nothing that does not fit", () => {
  const copies = shelf(60, (i) => ({ artist: `artist ${i % 10}`, format: i % 2 ? "LP, Album" : "2 × LP" }));
  for (const minutes of [null, 45, 90, 200]) {
    const stack = pick(copies, wish({ many: "stack", minutes }), around());
    const total = stack.reduce((sum, each) => sum + minutesOf(each), 0);
    expect(total).toBeLessThanOrEqual(minutes ?? 150);
    expect(total).toBeGreaterThan((minutes ?? 150) - 40);
    expect(new Set(stack.map(({ artist }) => artist)).size).toBe(stack.length);
  }
  expect(pick(copies, wish({ many: "three" }), around())).toHaveLength(3);
  expect(pick(copies, wish({ minutes: 20 }), around())).toEqual([]);
});

test("a tracklist knows better than the format", () => {
  const lengthOf = (one: Copy) => (one.id === "copy-3" ? 900 : undefined);
  const short = pick(shelf(5), wish({ minutes: 20 }), around({ lengthOf }));
  expect(short.map(({ id }) => id)).toEqual(["copy-3"]);
});

test.each([
  ["LP, Album", 40],
  ['2 × LP, Album + 7", 45 RPM', 87],
  ['12", Single', 16],
  ['7", 45 RPM, Single', 7],
  ["", 40],
  ["999 × LP", 1200],
])("%s plays about %d min", (format, minutes) => {
  expect(minutesOf({ format })).toBe(minutes);
});

test.each([
  [{ year: 1976 }, "It came out 50 years ago, and has never been played here."],
  [{ added_at: "2023-11-27T12:00:00Z" }, "It came to your shelf 3 years ago today."],
  [{ added_at: "2025-03-05T12:00:00Z" }, "On your shelf since March 2025, and never played."],
  [{ rating: 5 }, "You gave it 5 stars, and no play of it was ever logged."],
  [{ last_played_at: daysAgo(30) }, "It was last played 4 weeks ago."],
  [{ last_played_at: daysAgo(800), rating: 4 }, "You gave it 4 stars, and last played it 2 years ago."],
  [{ last_played_at: daysAgo(200), plays: 12 }, "An old favourite: played 12 times, last 6 months ago."],
  [{ last_played_at: daysAgo(200) }, "It has waited for a while: last played 6 months ago."],
])("%o: %s", (more, words) => {
  expect(reason(copy("a", more), NOW)).toBe(words);
});

test("lengths are said as exactly as they are known", () => {
  expect(duration(42.4, true)).toBe("42 min");
  expect(duration(7, false)).toBe("about 7 min");
  expect(duration(83, false)).toBe("about 1 h 25 min");
  expect(duration(120, true)).toBe("2 h");
});

test("a day has its own seed", () => {
  expect(seedOfDay(Date.parse("2026-11-27T12:00:00"))).toBe(20_261_127);
});
