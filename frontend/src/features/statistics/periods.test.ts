import { expect, test } from "vitest";
import { startOf, starts } from "./periods";

test("every period stands between the first and the last", () => {
  expect(starts("2025-11-01", "2026-02-01", "month")).toEqual([
    "2025-11-01",
    "2025-12-01",
    "2026-01-01",
    "2026-02-01",
  ]);
  expect(starts("2026-03-23", "2026-04-06", "week")).toEqual(["2026-03-23", "2026-03-30", "2026-04-06"]);
  expect(starts("2026-02-27", "2026-03-01", "day")).toHaveLength(3);
  expect(starts("2024-01-01", "2026-01-01", "year")).toEqual(["2024-01-01", "2025-01-01", "2026-01-01"]);
});

test("a period begins as the database has it: weeks on Monday", () => {
  expect(startOf("2026-11-29", "week")).toBe("2026-11-23");
  expect(startOf("2026-11-23", "week")).toBe("2026-11-23");
  expect(startOf("2026-11-29", "month")).toBe("2026-11-01");
  expect(startOf("2026-11-29", "year")).toBe("2026-01-01");
});
