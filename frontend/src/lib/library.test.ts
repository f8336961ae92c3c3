import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApi } from "../api/client";
import { createLibrary } from "./library";

vi.stubGlobal("location", { origin: "http://here" });
vi.stubGlobal("navigator", {});
vi.stubGlobal("window", { requestIdleCallback: (work: () => void) => work() });
vi.stubGlobal("fetch", () => new Promise(() => undefined));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("whoever signs out waits five seconds for a server that does not answer, and is told what is left", async () => {
  const library = createLibrary(
    createApi(async () => "token"),
    "ann",
  );
  library.alsoWaits({ count: async () => 2, send: () => new Promise(() => undefined) });
  library.log([{ id: "p1", kind: "play", copyId: "c1", at: "2026-11-21T12:00:00Z" }]);
  const left = library.handUp();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await left).toBe(3);
});
