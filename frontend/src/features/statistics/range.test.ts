import { expect, test } from "vitest";
import { rangeOf, rangesOf } from "./range";

const now = new Date(2026, 10, 27, 3);

test("a name stands for days", () => {
  expect(rangeOf("months", now)).toEqual({ since: "2025-12-01" });
  expect(rangeOf("2024", now)).toEqual({ since: "2024-01-01", until: "2024-12-31" });
  expect(rangeOf("all", now)).toEqual({});
  expect(rangeOf("2025-03-01..", now)).toEqual({ since: "2025-03-01" });
  expect(rangeOf("..2025-03-01", now)).toEqual({ until: "2025-03-01" });
  expect(rangeOf("nonsense", now)).toEqual(rangeOf("months", now));
});

test("years are offered from the log's first to its last, the latest first", () => {
  const names = (first: number | null, last: number | null) => rangesOf(first, last).map((one) => one.name);
  expect(names(2024, 2026)).toEqual(["months", "2026", "2025", "2024", "all"]);
  expect(names(null, null)).toEqual(["months", "all"]);
});
