import { plural } from "@lingui/core/macro";
import { describe, expect, test } from "vitest";
import { ago, clock, count, fromFields, left, shortDate, toFields, took } from "./time";

const local = (text: string) => new Date(text).toISOString();
const NOW = new Date("2026-11-21T12:00:00").getTime();

describe("ago", () => {
  test.each([
    ["2026-11-21T11:59:40", "just now"],
    ["2026-11-21T11:40:00", "20 min ago"],
    ["2026-11-21T09:00:00", "3 hours ago"],
    ["2026-11-20T23:59:00", "yesterday"],
    ["2026-11-18T12:00:00", "3 days ago"],
    ["2026-11-01T12:00:00", "2 weeks ago"],
    ["2026-06-21T12:00:00", "5 months ago"],
    ["2023-11-01T12:00:00", "3 years ago"],
    ["2026-12-24T12:00:00", "24 December"],
  ])("%s is %s", (at, words) => {
    expect(ago(local(at), NOW)).toBe(words);
  });
});

test("dates carry their year only when it is another one", () => {
  expect(shortDate(local("2026-03-05T10:00:00"), NOW)).toBe("5 March");
  expect(shortDate(local("2024-03-05T10:00:00"), NOW)).toBe("5 March 2024");
});

test.each([
  [1, "a few seconds"],
  [4.4, "about 4 s"],
  [22, "about 20 s"],
  [130, "about 2 min"],
  [7200, "about 2 h"],
])("%d seconds left", (seconds, words) => {
  expect(left(seconds)).toBe(words);
});

test.each([
  ["2026-11-21T12:00:00.020Z", "less than 0.1 s"],
  ["2026-11-21T12:00:04.200Z", "4.2 s"],
  ["2026-11-21T12:00:48Z", "48 s"],
  ["2026-11-21T12:03:05Z", "3 min 5 s"],
  ["2026-11-21T14:10:00Z", "2 h 10 min"],
])("took until %s", (to, words) => {
  expect(took("2026-11-21T12:00:00Z", to)).toBe(words);
});

test("fields and instants are each other's inverse to the minute", () => {
  const at = local("2026-02-03T04:05:00");
  expect(toFields(at)).toEqual({ date: "2026-02-03", time: "04:05" });
  expect(fromFields("2026-02-03", "04:05")).toBe(at);
  expect(fromFields("2026-02-03", "")).toBe(local("2026-02-03T12:00:00"));
  expect(fromFields("not a day", "04:05")).toBeUndefined();
  expect(clock(at)).toBe("04:05");
});

test("counts are grouped and agree with their word", () => {
  expect(count(10_000)).toBe("10,000");
  expect(plural(1, { one: "# record", other: "# records" })).toBe("1 record");
  expect(plural(1497, { one: "# record", other: "# records" })).toBe("1,497 records");
});
