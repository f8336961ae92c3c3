import { expect, test } from "vitest";
import { aboutLong, duration, long, readDuration, what, within } from "./words";

test("a duration reads as on a sleeve", () => {
  expect([0, 65, 3723].map(duration)).toEqual(["0:00", "1:05", "1:02:03"]);
  expect([10, 2460, 7200, 11_100].map(long)).toEqual(["1 min", "41 min", "2 h", "3 h 5 min"]);
});

test("how long a play took stays on one line", () => {
  expect(aboutLong(2400, true)).toBe("about\u00a040\u00a0min");
  expect(aboutLong(11_100, false)).toBe("3\u00a0h\u00a05\u00a0min");
});

test.each([
  ["3:45", 225],
  ["22", 1320],
  ["1:02:03", 3723],
  ["0:00", 0],
  ["3:75", undefined],
  ["", undefined],
  ["a", undefined],
  ["1:2:3:4", undefined],
])("%s is understood", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

test("what was played", () => {
  expect(what({ sides: null, tracks: null })).toBe("The whole record");
  expect(what({ sides: ["A"], tracks: null })).toBe("Side A");
  expect(within({ sides: ["A"], tracks: null })).toBe("side A");
  expect(what({ sides: ["A", "B"], tracks: ["C2"] })).toBe("Sides A and B, track C2");
  expect(what({ sides: null, tracks: ["A1", "A2", "B1"] })).toBe("Tracks A1, A2 and B1");
});
