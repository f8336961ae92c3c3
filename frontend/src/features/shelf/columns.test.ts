import { expect, test } from "vitest";
import { columnsIn, moved } from "./columns";

test.each([
  [320 - 32, 2],
  [390 - 32, 2],
  [820 - 32, 4],
  [1288, 6],
])("%i px hold %i covers side by side", (width, columns) => {
  expect(columnsIn(width, "medium").columns).toBe(columns);
});

test("small covers stand three abreast on a phone, large ones alone, a list in one column", () => {
  expect(columnsIn(390 - 32, "small").columns).toBe(3);
  expect(columnsIn(390 - 32, "large").columns).toBe(1);
  expect(columnsIn(390 - 32, "list").columns).toBe(1);
  expect(columnsIn(1288, "list").columns).toBe(2);
});

// Seven records, three to a row:  0 1 2 / 3 4 5 / 6
test.each([
  [0, "ArrowLeft", 0],
  [2, "ArrowRight", 3],
  [6, "ArrowRight", 6],
  [1, "ArrowDown", 4],
  [4, "ArrowDown", 6],
  [6, "ArrowDown", 6],
  [4, "ArrowUp", 1],
  [1, "ArrowUp", 1],
  [5, "Home", 0],
  [1, "End", 6],
  [1, "x", undefined],
])("from %i, %s leads to %s", (at, key, to) => {
  expect(moved(at, key, 3, 7)).toBe(to);
});

test("on an empty shelf no key leads anywhere", () => {
  expect(moved(0, "ArrowDown", 3, 0)).toBeUndefined();
});
