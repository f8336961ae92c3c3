import { expect, test } from "vitest";
import type { Copy } from "../../api/types";
import { changed, ended, playedSides, putOn } from "./spin-state";

const MINUTE = 60_000;
const lp = { id: "c1", release_id: 1, title: "Blue Train", artist: "", thumb: null, format: "LP" } as Copy;
const on = putOn(lp, undefined, undefined, { id: "s1", side: undefined, now: 0 });

test("a side was played once half of it was", () => {
  expect(playedSides(ended(on, 9 * MINUTE))).toEqual([]);
  expect(playedSides(ended(on, 11 * MINUTE))).toEqual(["A"]);
  const turned = changed(on, { side: "B" }, 20 * MINUTE);
  expect(playedSides(ended(turned, 21 * MINUTE))).toEqual(["A"]);
  expect(playedSides(ended(turned, 40 * MINUTE))).toEqual(["A", "B"]);
});
