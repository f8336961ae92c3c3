import { expect, test } from "vitest";
import type { Copy } from "../../api/types";
import { atOnce } from "../../lib/pieces";
import { cleanliness, USUAL_RULES } from "../../lib/status";
import { fromQuery, toQuery } from "./address";
import { choices, type Filters, facetById, narrowing, toggled } from "./facets";
import { copy } from "./sample-copies";

const AT = Date.parse("2026-06-01T12:00:00Z");
const levelOf = (of: Copy) => cleanliness(of, USUAL_RULES, AT).level;
const around = { now: AT, levelOf, folders: new Map([[7, "Jazz"]]) };
const shelf: Copy[] = [
  copy("blue", { genres: ["Rock", "Folk"], year: 1971, format: "LP, Album, 33 ⅓ RPM", folder_id: 7 }),
  copy("help", { genres: ["Rock"], year: 1965, format: '2 × LP, Mono + 7", Single, 45 RPM', rating: 4 }),
  copy("kind", {
    genres: ["Jazz"],
    year: 1959,
    format: "LP",
    plays: 3,
    last_played_at: "2026-05-30T12:00:00Z",
  }),
  copy("tape", { format: "Cassette, Album", year: null }),
];
const ids = (filters: Filters) => atOnce(narrowing(shelf, filters, around)).map((each) => each.id);
const offered = (id: Parameters<typeof facetById>[0], filters: Filters = {}) =>
  choices(shelf, facetById(id), filters, around).map(({ value, count }) => [value, count]);

test("within a facet any value will do, across facets all must hold", () => {
  expect(ids({})).toEqual(["blue", "help", "kind", "tape"]);
  expect(ids({ genre: ["Folk", "Jazz"] })).toEqual(["blue", "kind"]);
  expect(ids({ genre: ["Rock"], decade: ["1960"] })).toEqual(["help"]);
});

test("a format tells size, speed and kind, however many discs there are", () => {
  expect(offered("size")).toEqual([
    ["7", 1],
    ["12", 3],
  ]);
  expect(offered("speed")).toEqual([
    ["33", 1],
    ["45", 1],
  ]);
  expect(offered("format").slice(0, 2)).toEqual([
    ["LP", 3],
    ["Album", 2],
  ]);
});

test("a value counts what it would leave beside the other facets, and stays when chosen", () => {
  expect(offered("genre", { decade: ["1970"] })).toEqual([
    ["Folk", 1],
    ["Rock", 1],
  ]);
  expect(offered("genre", { decade: ["1970"], genre: ["Jazz"] })).toContainEqual(["Jazz", 0]);
});

test("what is not known is a value too", () => {
  expect(ids({ decade: ["unknown"] })).toEqual(["tape"]);
  expect(ids({ rating: ["0"] })).toEqual(["blue", "kind", "tape"]);
  expect(ids({ played: ["never"] })).toEqual(["blue", "help", "tape"]);
  expect(ids({ played: ["1"] })).toEqual(["kind"]);
});

test("folders go by their names", () => {
  expect(choices(shelf, facetById("folder"), {}, around).map(({ word }) => word)).toEqual(["Jazz"]);
});

test("conditions go from mint to poor, whoever told them", () => {
  const graded = [copy("a", { media: "G" }), copy("b", { media: "VG+" }), copy("c", {})];
  expect(choices(graded, facetById("condition"), {}, around).map(({ word }) => word)).toEqual([
    "Very good plus (VG+)",
    "Good (G)",
    "Not said",
  ]);
});

test("crates go by their names, and there are none without", () => {
  const [first] = shelf;
  const crates = { of: new Map([[first?.id ?? "", ["c1"]]]), names: new Map([["c1", "Sunday"]]) };
  const within = { ...around, crates };
  expect(choices(shelf, facetById("crate"), {}, within).map(({ word }) => word)).toEqual(["Sunday"]);
  expect(atOnce(narrowing(shelf, { crate: ["c1"] }, within))).toEqual([first]);
  expect(choices(shelf, facetById("crate"), {}, around)).toEqual([]);
});

test("toggling a value twice leaves nothing behind", () => {
  const once = toggled({ decade: ["1970"] }, "genre", "Jazz");
  expect(once).toEqual({ decade: ["1970"], genre: ["Jazz"] });
  expect(toggled(once, "genre", "Jazz")).toEqual({ decade: ["1970"] });
});

test("an address tells a view, and is made of it again", () => {
  const query = "?show=removed&q=blue+train&order=year&genre=Jazz&genre=Rock&speed=45";
  const view = fromQuery(query, "artist");
  expect(view).toEqual({
    typed: "blue train",
    order: "year",
    filters: { genre: ["Jazz", "Rock"], speed: ["45"] },
    place: "removed",
  });
  expect(toQuery(view, "artist")).toBe(query);
  expect(toQuery({ typed: " ", order: "artist", filters: {}, place: "shelf" }, "artist")).toBe("");
});

test("what an address should not hold is left out", () => {
  const view = fromQuery(
    `?order=worst&genre=&genre=Jazz&genre=Jazz&colour=blue&q=${"x".repeat(999)}`,
    "added",
  );
  expect(view.order).toBe("added");
  expect(view.filters).toEqual({ genre: ["Jazz"] });
  expect(view.typed.length).toBe(200);
});

test("what was never cleaned needs it where the rules say so, and is found either way", () => {
  expect(ids({ cleaned: ["5"] })).toEqual([]);
  const played = [...shelf, copy("played", { plays: 1, plays_since_cleaning: 1 })];
  expect(atOnce(narrowing(played, { cleaned: ["5"] }, around)).map(({ id }) => id)).toEqual(["played"]);
  expect(atOnce(narrowing(played, { cleaned: ["never"] }, around))).toHaveLength(5);
});
