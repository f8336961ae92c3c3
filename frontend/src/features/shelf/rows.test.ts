import { expect, test } from "vitest";
import { rowsInSight } from "./rows";

test.each([
  ["at the top", 0, { first: 0, last: 4 }],
  ["before the grid is reached", -200, { first: 0, last: 4 }],
  ["half a row down", 150, { first: 0, last: 5 }],
  ["in the middle", 30_000, { first: 98, last: 104 }],
  ["at the end", 299_200, { first: 995, last: 999 }],
  ["past the end, as when a search shortens the list", 900_000, { first: 999, last: 999 }],
])("%s", (_where, top, span) => {
  expect(rowsInSight(top, 800, 300, 1000)).toEqual(span);
});

test("no rows, none in sight", () => {
  const { first, last } = rowsInSight(0, 800, 300, 0);
  expect(last).toBeLessThan(first);
});
