import { describe, expect, it } from "vitest";
import type { StylusWear } from "../../api/types";
import { forecastWords, hours, leftWords } from "./words";

const WEAR: StylusWear = {
  id: "1",
  name: "2M Blue",
  hours: 380,
  plays: 9,
  last_played_at: null,
  mounted: true,
  retired: false,
  starting_hours: 0,
  rated_hours: 1000,
  hours_left: 620,
  percent_left: 62,
  level: "good",
  recent_hours: 16,
  recent_days: 90,
  forecast: "2028-03-15",
};

describe("the words of wear", () => {
  it("tells hours by their size", () => {
    expect([0, 4.49, 9.96, 1280.4].map(hours)).toEqual(["0 h", "4.5 h", "10 h", "1,280 h"]);
  });
  it("tells what is left", () => {
    expect(leftWords(WEAR)).toBe("620 h left of 1,000 h");
    expect(leftWords({ ...WEAR, hours: 1010, hours_left: 0 })).toBe("1,010 h of 1,000 h: past its life");
    expect(leftWords({ ...WEAR, rated_hours: null, hours_left: null })).toBe("380 h so far");
  });
  it("tells until when", () => {
    expect(forecastWords(WEAR)).toBe("Lasts until about March 2028 at the present rate");
    expect(forecastWords({ ...WEAR, forecast: null })).toBe("");
  });
});
