import { expect, test } from "vitest";
import { createNotes } from "./notes";
import type { NotedEntry } from "./outbox";

const done = (id: string): NotedEntry => ({
  id,
  kind: "maintenance",
  partId: "p1",
  typeId: "t1",
  at: "2026-03-01T12:00:00Z",
});

function notes() {
  const sent: string[] = [];
  const outbox = {
    log: async ({ id }: NotedEntry) => void sent.push(`log ${id}`),
    undo: async ({ id }: NotedEntry) => void sent.push(`undo ${id}`),
  };
  return { sent, notes: createNotes(outbox) };
}
const ids = (of: ReturnType<typeof createNotes>) => of.of("maintenance").map(({ id }) => id);

test("what is noted stands there at once, by its kind, until it is refused or deleted", () => {
  const { notes: of, sent } = notes();
  of.note(done("1"));
  of.note(done("2"));
  expect(of.of("condition")).toEqual([]);
  expect(ids(of)).toEqual(["1", "2"]);
  of.forget("1");
  expect(ids(of)).toEqual(["2"]);
  expect(sent).toEqual(["log 1", "log 2"]);
});

test("what is taken back is gone, whatever the server still tells", () => {
  const { notes: of, sent } = notes();
  of.note(done("1"));
  of.takeBack(done("1"));
  expect([ids(of), of.gone().has("1")]).toEqual([[], true]);
  expect(sent).toEqual(["log 1", "undo 1"]);
  of.forget("1");
  expect(of.gone().has("1")).toBe(false);
});

test("an earlier visit's are found, logged or taken back", () => {
  const { notes: of } = notes();
  of.found({ ...done("1"), deed: "log" });
  of.found({ ...done("2"), deed: "undo" });
  expect([ids(of), of.gone().has("2")]).toEqual([["1"], true]);
});
