import { expect, test } from "vitest";
import type { Copy } from "../../api/types";
import { atOnce } from "../../lib/pieces";
import { type By, nameOf, type Order, ordering } from "./order";
import { copy } from "./sample-copies";
import { sorting } from "./sorting";

const ids = (copies: readonly Copy[]) => copies.map((each) => each.id);
const inOrder = (copies: readonly Copy[], order: Order, by?: By) =>
  atOnce(ordering(atOnce(sorting([], copies, nameOf(order))), order, by));

test("by artist without its article, then year, then title", () => {
  const shelf = [
    copy("blue", { artist: "Joni Mitchell", year: 1971 }),
    copy("help", { artist: "The Beatles", year: 1965 }),
    copy("abbey", { artist: "The Beatles", year: 1969 }),
    copy("clouds", { artist: "Joni Mitchell", year: 1969 }),
    copy("ege", { artist: "Ege Bamyasi" }),
    copy("elan", { artist: "Élan" }),
  ];
  expect(ids(inOrder(shelf, "artist"))).toEqual(["help", "abbey", "ege", "elan", "clouds", "blue"]);
});

test("by time, with never where it belongs", () => {
  const shelf = [
    copy("old", { last_played_at: "2020-01-01T00:00:00Z", added_at: "2019-01-01T00:00:00Z" }),
    copy("never", { added_at: "2026-01-01T00:00:00Z" }),
    copy("new", { last_played_at: "2026-01-01T00:00:00Z" }),
  ];
  expect(ids(inOrder(shelf, "played"))).toEqual(["new", "old", "never"]);
  expect(ids(inOrder(shelf, "unplayed"))).toEqual(["never", "old", "new"]);
  expect(ids(inOrder(shelf, "added"))).toEqual(["never", "old", "new"]);
});

test("by title without its article, by year with the unknown last, by plays and by need of cleaning", () => {
  const shelf = [
    copy("a", { title: "The Wall", year: 1979, plays: 2, last_cleaned_at: "2026-01-01T00:00:00Z" }),
    copy("b", {
      title: "Animals",
      plays: 9,
      last_cleaned_at: "2026-01-01T00:00:00Z",
      plays_since_cleaning: 4,
    }),
    copy("c", { title: "Meddle", year: 1971 }),
  ];
  expect(ids(inOrder(shelf, "title"))).toEqual(["b", "c", "a"]);
  expect(ids(inOrder(shelf, "year"))).toEqual(["c", "a", "b"]);
  expect(ids(inOrder(shelf, "plays"))).toEqual(["b", "a", "c"]);
  const wanted: Record<string, number> = { a: 0.2, b: 1, c: 1.25 };
  const urgency = ({ id }: { id: string }) => wanted[id] ?? 0;
  expect(ids(inOrder(shelf, "cleaning", { urgency }))).toEqual(["c", "b", "a"]);
});

test("shuffled the same way by the same seed, whatever comes to it", () => {
  const shelf = Array.from({ length: 50 }, (_, n) => copy(`record ${n}`, {}));
  const once = ids(inOrder(shelf, "random", { seed: 7 }));
  expect(once).not.toEqual(ids(shelf));
  expect(ids(inOrder(shelf, "random", { seed: 8 }))).not.toEqual(once);
  const more = ids(inOrder([copy("new", {}), ...shelf], "random", { seed: 7 }));
  expect(more.filter((id) => id !== "new")).toEqual(once);
});
