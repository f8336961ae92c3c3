import { describe, expect, test } from "vitest";
import type { Progress } from "../../engine/types";
import { reasonWords } from "./reasons";
import { outcomeWords, progressWords, share } from "./words";

const NOW = 1_000_000;
const progress = (more: Partial<Progress>): Progress => ({
  phase: "reading",
  pages_done: 7,
  pages_total: 15,
  items_seen: 700,
  items_total: 1497,
  seconds_left: 22,
  waiting_until: null,
  problem: null,
  run_id: null,
  ...more,
});

describe("a running sync", () => {
  test("says pages, records and time", () => {
    const running = progress({});
    expect(progressWords(running, running, NOW)).toEqual([
      "Page 7 of 15",
      "700 of 1,497 records",
      "about 20 s left",
    ]);
    expect(share(running)).toBeCloseTo(0.468, 3);
  });

  test("says that it pauses, and for how long", () => {
    const waiting = progress({ phase: "waiting", waiting_until: NOW / 1000 + 31 });
    expect(progressWords(waiting, waiting, NOW).at(-1)).toBe("pausing about 30 s for Discogs’ limit");
  });

  test("a pause before anything is known begins the line", () => {
    const stuck = progress({
      phase: "waiting",
      waiting_until: NOW / 1000 + 8,
      pages_total: null,
      items_total: null,
      items_seen: 0,
    });
    expect(progressWords(stuck, stuck, NOW)).toEqual(["Pausing about 8 s for Discogs’ limit"]);
  });

  test("driven elsewhere knows no time", () => {
    expect(progressWords(progress({}), undefined, NOW)).toEqual(["Page 7 of 15", "700 of 1,497 records"]);
  });

  test("knows nothing at first", () => {
    const first = progress({
      phase: "opening",
      pages_total: null,
      items_seen: 0,
      items_total: null,
      seconds_left: null,
    });
    expect(progressWords(first, first, NOW)).toEqual(["Getting ready"]);
    expect(share(first)).toBeNull();
  });

  test("an empty collection has no share to show", () => {
    expect(share(progress({ items_seen: 0, items_total: 0, pages_done: 1, pages_total: 1 }))).toBe(1);
  });
});

test("what a run brought", () => {
  expect(outcomeWords({ added: 12, changed: 0, removed: 1, set_aside: 0 })).toBe("12 added, 1 removed");
  expect(outcomeWords({ added: 0, changed: 0, removed: 0, set_aside: 0 })).toBe("nothing had changed");
});

test("a reason nobody has told this page about still has words", () => {
  expect(reasonWords("private_collection").todo).toContain("Privacy");
  expect(reasonWords("something_new").what).not.toBe("");
  expect(reasonWords(null).todo).not.toBe("");
});
