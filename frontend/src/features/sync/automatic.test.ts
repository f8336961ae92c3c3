import { expect, test, vi } from "vitest";
import type { SyncRun } from "../../api/types";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const { isTimeToLook } = await import("./automatic");

const AT = Date.parse("2026-11-21T12:00:00Z");
const run = (state: SyncRun["state"], reason: SyncRun["reason"] = null) =>
  ({ state, reason, updated_at: new Date(AT).toISOString() }) as SyncRun;

test.each([
  ["nothing was ever read", undefined, 60, false],
  ["a moment after a run", run("complete"), 4, false],
  ["some minutes after a run", run("complete"), 5, true],
  ["what failed may have passed", run("incomplete", "unreachable"), 5, true],
  ["what was stopped stays so", run("incomplete", "stopped"), 500, false],
  ["a private collection waits for its owner", run("incomplete", "private_collection"), 500, false],
  ["a run under way is joined, not started", run("running"), 5, false],
])("%s", (_when, last, minutes, expected) => {
  expect(isTimeToLook(last, AT + minutes * 60_000)).toBe(expected);
});
