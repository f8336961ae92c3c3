import { expect, test } from "vitest";
import { movedTo, placeAt } from "./order";

test("one thing moves, the others close up", () => {
  expect(movedTo(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
  expect(movedTo(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(movedTo(["a", "b", "c"], "a", 99)).toEqual(["b", "c", "a"]);
  expect(movedTo(["a"], "a", -1)).toEqual(["a"]);
});

test("a row goes where its middle is", () => {
  expect(placeAt(1, 70, 100, 5)).toBe(2);
  expect(placeAt(1, 40, 100, 5)).toBe(1);
  expect(placeAt(1, -900, 100, 5)).toBe(0);
  expect(placeAt(1, 900, 100, 5)).toBe(4);
  expect(placeAt(1, 900, 0, 5)).toBe(1);
});
