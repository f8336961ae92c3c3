import { expect, test } from "vitest";
import { placed } from "./sheets";

test("labels fill the sheets, behind those that are used up", () => {
  expect(placed([1, 2, 3, 4, 5], 0, 3)).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(placed([1, 2, 3], 2, 3)).toEqual([
    [null, null, 1],
    [2, 3],
  ]);
  expect(placed([1], 9, 3)).toEqual([[null, null, 1]]);
  expect(placed([1], -1, 3)).toEqual([[1]]);
});
