import { expect, test } from "vitest";
import type { Copy } from "../../api/types";
import { inOrder } from "./order";

const copy = (id: string, more: Partial<Copy>): Copy => ({
  id,
  release_id: 1,
  title: id,
  artist: "",
  year: null,
  format: "",
  label: "",
  catno: "",
  genres: [],
  styles: [],
  thumb: null,
  cover: null,
  added_at: null,
  rating: 0,
  folder_id: null,
  removed_at: null,
  plays: 0,
  last_played_at: null,
  last_cleaned_at: null,
  plays_since_cleaning: 0,
  ...more,
});

const ids = (copies: readonly Copy[]) => copies.map((each) => each.id);

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
