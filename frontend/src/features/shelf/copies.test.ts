import { expect, test } from "vitest";
import { copiesOf } from "../collection/copies";
import { copy } from "./sample-copies";

const ids = (all: ReturnType<typeof copy>[], of: string) =>
  copiesOf(all, all.find(({ id }) => id === of) ?? copy(of, {})).map(({ id }) => id);

test("of several copies the one played last comes first", () => {
  const all = [
    copy("old", { added_at: "2020-01-01T00:00:00Z", last_played_at: "2026-01-01T00:00:00Z" }),
    copy("new", { added_at: "2024-01-01T00:00:00Z" }),
    copy("another release", { release_id: 2, last_played_at: "2026-02-01T00:00:00Z" }),
  ];
  expect(ids(all, "new")).toEqual(["old", "new"]);
});

test("where none was ever played it is the one that was asked for", () => {
  const all = [copy("one", { added_at: "2024-01-01T00:00:00Z" }), copy("other", {})];
  expect(ids(all, "other")).toEqual(["other", "one"]);
});

test("one that left is offered to nobody, and stands for itself", () => {
  const all = [
    copy("gone", { removed_at: "2026-01-01T00:00:00Z", last_played_at: "2025-12-01T00:00:00Z" }),
    copy("here", {}),
  ];
  expect(ids(all, "here")).toEqual(["here"]);
  expect(ids(all, "gone")).toEqual(["gone"]);
});
