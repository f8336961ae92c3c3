import { expect, test } from "vitest";
import {
  atEndOf,
  changed,
  elapsedOf,
  ended,
  inTheEnd,
  isOver,
  nextSideOf,
  putOn,
  told,
} from "../plays/spin-state";
import { copy } from "./sample-copies";

const NOW = Date.parse("2026-03-01T20:00:00Z");
const minutes = (n: number) => NOW + n * 60_000;
const start = (format: string) =>
  putOn(copy("a", { format }), undefined, undefined, { id: "s", side: undefined, now: NOW });

test("a format tells how many sides there are, until one knows", () => {
  expect(start("2×LP, Album").spin.sides.map(({ side, seconds }) => [side, seconds])).toEqual(
    ["A", "B", "C", "D"].map((side) => [side, 1200]),
  );
  expect(start('7", Single').spin.sides).toHaveLength(2);
});

test("put on, turned over and taken off without a network, it is told as a whole", () => {
  const turned = changed(start("LP"), { side: "B" }, minutes(21));
  expect([turned.spin.side, turned.spin.played, elapsedOf(turned, minutes(23))]).toEqual(["B", ["A"], 120]);
  const paused = changed(turned, { running: false }, minutes(25));
  expect(elapsedOf(paused, minutes(40))).toBe(240);
  const off = ended(changed(paused, { running: true }, minutes(40)), minutes(50));
  expect(inTheEnd(off, minutes(90), 60)).toEqual({
    copy_id: "a",
    utc_offset: 60,
    began_ago: 90 * 60,
    changed_ago: 40 * 60,
    side: "B",
    elapsed: 840,
    running: false,
    played: [],
    ran: [{ side: "A", seconds: 1260 }],
    taken_off: true,
  });
});

test("what the server counted stays counted, and what it knows is not told again", () => {
  const known = told({ ...start("LP").spin, side: "B", played: ["A"] }, NOW);
  expect(inTheEnd(known, NOW, 0)).toBeUndefined();
  expect(inTheEnd(ended(known, minutes(1)), minutes(1), 0)).toMatchObject({ played: ["A"], ran: [] });
});

test("a side ends, a record ends by itself, and one that nobody turns at last", () => {
  const spin = start("LP");
  expect([atEndOf(spin, minutes(19)), atEndOf(spin, minutes(20)), nextSideOf(spin)]).toEqual([
    false,
    true,
    "B",
  ]);
  expect([isOver(spin, minutes(21)), isOver(spin, minutes(81))]).toEqual([false, true]);
  const last = changed(spin, { side: "B" }, minutes(20));
  expect([isOver(last, minutes(40)), isOver(last, minutes(41))]).toEqual([false, true]);
});
