import { describe, expect, it } from "vitest";
import type { MaintenancePlan } from "../../api/types";
import { intervalWords, kindName, levelOf, whenWords } from "./words";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const PLAN: MaintenancePlan = {
  id: "1",
  part: "stylus",
  part_id: "2",
  part_name: "2M Blue",
  type_id: "3",
  kind: "stylus_cleaning",
  name: "Stylus cleaning",
  rule: "usual",
  hours: 25,
  months: 3,
  since: "2026-10-27T12:00:00Z",
  last_done_at: "2026-10-27T12:00:00Z",
  hours_run: 10,
  used: 0.4,
  due: false,
  due_on: "2026-12-20",
  in_use: true,
};
const told = (changes: Partial<MaintenancePlan>) => whenWords({ ...PLAN, ...changes }, NOW);

describe("the words of maintenance", () => {
  it("tells when it is due next", () => {
    expect(told({})).toBe("Next on 20 December");
    expect(told({ due_on: "2028-03-20" })).toBe("Next in March 2028");
    expect(told({ due_on: null })).toBe("Next after 15 h more");
    expect(told({ rule: "never", hours: null, months: null })).toBe("Never for this one");
    expect(told({ hours: null, months: null, due_on: null })).toBe("Done 4 weeks ago");
  });
  it("tells why it is due", () => {
    expect(told({ used: 1.1, hours_run: 27 })).toBe("Due: 27 h run, done 4 weeks ago");
    expect(told({ used: 1.1, last_done_at: null })).toBe("Due: never noted");
  });
  it("names kinds and intervals", () => {
    expect([kindName(PLAN), kindName({ kind: "own", name: "Lid" })]).toEqual(["Stylus cleaning", "Lid"]);
    expect(intervalWords(PLAN)).toBe("Every 25 h or 3 months");
    expect(intervalWords({ hours: null, months: 1 })).toBe("Every 1 month");
    expect(intervalWords({ hours: null, months: null })).toBe("No interval: only noted");
  });
  it("tells the level by what has passed", () => {
    const levels = [0, 0.5, 0.75, 1, 1.25].map((used) => levelOf({ ...PLAN, used }));
    expect(levels).toEqual([1, 2, 3, 4, 5]);
    expect(levelOf({ ...PLAN, hours: null, months: null })).toBeUndefined();
  });
});
