import { expect, test } from "vitest";
import type { Told } from "../../api/types";
import { words } from "./words";

const told = (part: Partial<Told>): Told => ({
  id: "1",
  kind: "cleaning",
  subject_id: null,
  count: 1,
  names: [],
  state: null,
  percent_left: null,
  run_id: null,
  at: "2026-03-10T12:00:00Z",
  read_at: null,
  ...part,
});

test("what is due, by name and number", () => {
  const many = words(told({ count: 12, names: ["Aja", "Blue Train", "Tago Mago"] }));
  expect([many.title, many.text, many.href]).toEqual([
    "12 records to clean",
    "Aja, Blue Train, Tago Mago and 9 more",
    "/today",
  ]);
  const one = words(told({ names: ["Aja"], subject_id: "7" }));
  expect([one.title, one.text, one.href]).toEqual(["1 record to clean", "Aja", "/records/7"]);
});

test("a needle near its end, and past it", () => {
  const needle = { kind: "needle", names: ["Blue"], subject_id: "7" } satisfies Partial<Told>;
  const worn = words(told({ ...needle, state: "worn", percent_left: 29.6 }));
  expect([worn.text, worn.href]).toEqual(["Blue, with 30 % of its life left", "/gear/styluses/7"]);
  expect(words(told({ ...needle, state: "replace", percent_left: 0 })).title).toBe(
    "A needle has run its hours",
  );
});

test("trouble leads to where it is mended", () => {
  const sync = words(told({ kind: "sync", state: "unreachable", run_id: "7" }));
  expect([sync.text, sync.href]).toEqual(["Discogs could not be reached.", "/sync/7"]);
  expect(words(told({ kind: "sync", state: "given_up" })).href).toBe("/sync");
  expect(words(told({ kind: "connection" })).href).toBe("/account");
  expect(words(told({ kind: "connection", state: "listenbrainz" })).title).toContain("ListenBrainz");
});
