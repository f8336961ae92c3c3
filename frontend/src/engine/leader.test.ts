import { expect, test } from "vitest";
import { isEndedFor } from "./leader";

test("a run of mine that ended while I waited is the one I asked for", () => {
  expect(isEndedFor({ user: "me", at: 20 }, "me", 10)).toBe(true);
});

test("a tab that went away left no run ended: mine is still to be done", () => {
  expect(isEndedFor(undefined, "me", 10)).toBe(false);
  expect(isEndedFor({ user: "me", at: 5 }, "me", 10)).toBe(false);
});

test("somebody else's run is not mine", () => {
  expect(isEndedFor({ user: "you", at: 20 }, "me", 10)).toBe(false);
});
