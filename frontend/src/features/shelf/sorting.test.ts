import { expect, test } from "vitest";
import type { Copy } from "../../api/types";
import { copy } from "./sample-copies";
import { type Name, sorting } from "./sorting";

/** Pieces of work, and what came of them. */
function sorted(before: readonly Copy[], copies: readonly Copy[], name: Name) {
  const work = sorting(before, copies, name);
  for (let pieces = 1; ; pieces++) {
    const step = work.next();
    if (step.done) return { pieces, copies: step.value };
  }
}

// The same titles and artists again and again, in no order.
const shelf = Array.from({ length: 2_100 }, (_, n) =>
  copy(`${n * 7919}`, {
    artist: `The Artist ${(n * 31) % 97}`,
    title: `Title ${(n * 17) % 13}`,
    year: 1960 + (n % 40),
  }),
);
const plainly = (copies: readonly Copy[], name: Name) => {
  const key = ({ artist, title, year, id }: Copy) => {
    const by = `${artist.replace("The ", "").toLowerCase()}\0${year}\0${title.toLowerCase()}\0${id}`;
    return name === "artist" ? by : `${title.toLowerCase()}\0${by}`;
  };
  return copies.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

test.each(["artist", "title"] as const)("a whole shelf is sorted by %s in pieces", (name) => {
  const { pieces, copies } = sorted([], shelf, name);
  expect(copies).toEqual(plainly(shelf, name));
  expect(pieces).toBeGreaterThan(5);
});

test("a few that come, go or change are put where they belong, at once", () => {
  const { copies: before } = sorted([], shelf, "artist");
  const renamed = { ...(shelf[7] as Copy), artist: "Aaron", title: "Zebra" };
  const now = [renamed, ...shelf.slice(20), copy("new", { artist: "An Artist", title: "Last" })];
  const { pieces, copies } = sorted(before, now, "artist");
  expect(copies).toHaveLength(now.length);
  expect(copies[0]).toBe(renamed);
  expect(new Set(copies)).toEqual(new Set(now));
  expect(copies.map(({ id }) => id)).toEqual(sorted([], now, "artist").copies.map(({ id }) => id));
  expect(pieces).toBe(1);
});

test("an empty shelf, and one that is emptied", () => {
  expect(sorted([], [], "artist").copies).toEqual([]);
  expect(sorted(shelf, [], "artist").copies).toEqual([]);
});
