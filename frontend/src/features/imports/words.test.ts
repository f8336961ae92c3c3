import { describe, expect, test } from "vitest";
import { countsWords, recordsWords, remarkWords, saidWords } from "./words";

describe("what an import brings", () => {
  test("leaves out what is none", () => {
    expect(countsWords({ kind: "play", found: 1503, new: 1500, known: 0, deleted: 0, set_aside: 3 })).toBe(
      "1,500 new · 3 set aside",
    );
    expect(countsWords({ kind: "play", found: 9, new: 0, known: 7, deleted: 2, set_aside: 0 })).toBe(
      "7 known already · 2 deleted here",
    );
    expect(countsWords({ kind: "play", found: 0, new: 0, known: 0, deleted: 0, set_aside: 0 })).toBe("none");
    expect(countsWords({ kind: "setting", found: 2, new: 1, known: 1, deleted: 0, set_aside: 0 })).toBe(
      "1 new · 1 as chosen here",
    );
    expect(recordsWords({ matched: 20, departed: 2, unknown: 1 })).toBe(
      "20 on your shelf · 2 among the removed · 1 unknown",
    );
  });

  test("counts what does not come, and says why", () => {
    const remark = remarkWords({
      kind: "play",
      reason: "no-record",
      taken_in: false,
      count: 1,
      examples: [],
    });
    expect(remark.what).toBe("1 play");
    expect(remark.why).toMatch(/not on your shelf/);
  });

  test("says of one what the file says of it", () => {
    const said = { release_id: 5, title: null, when: "2025-04-01T12:00:00+00:00", text: "rain" };
    expect(saidWords(said)).toBe("Release 5 · 1 Apr 2025 · rain");
    expect(saidWords({ ...said, title: "Blue Train", text: "" })).toBe("Blue Train · 1 Apr 2025");
    expect(saidWords({ ...said, release_id: null, when: "yesterday" })).toBe("yesterday · rain");
  });
});
