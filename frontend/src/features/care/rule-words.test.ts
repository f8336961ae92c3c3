import { expect, test } from "vitest";
import { conditionWords } from "./grades";
import { dueWords } from "./rule-words";

test("a rule is one sentence, whichever of its ways are on", () => {
  expect(dueWords({ plays: 4, months: 12 })).toBe("Due after 4 plays or 12 months");
  expect(dueWords({ plays: 1, months: null })).toBe("Due after 1 play");
  expect(dueWords({ plays: null, months: 1 })).toBe("Due after 1 month");
  expect(dueWords({ plays: null, months: null })).toBe("Due neither by plays nor by age");
});

test("a condition is one line of what was said", () => {
  expect(conditionWords({ fault: null, media: null, sleeve: null })).toBe("");
  expect(conditionWords({ fault: "warp", media: "VG+", sleeve: "G" })).toBe(
    "Warp · Record: Very good plus (VG+) · Sleeve: Good (G)",
  );
});
