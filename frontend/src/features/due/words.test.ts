import { expect, test } from "vitest";
import type { DueRecord } from "../../api/types";
import { DELAYS, state, why } from "./words";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const record = (part: Partial<DueRecord>): DueRecord => ({
  copy_id: "1",
  title: "",
  artist: "",
  thumb: null,
  level: 4,
  reasons: ["plays"],
  plays_since_cleaning: 4,
  last_cleaned_at: "2026-02-24T12:00:00Z",
  snoozed_until: null,
  ...part,
});

test("why a record is due", () => {
  expect(why(record({}), NOW)).toBe("4 plays since, cleaned 2 weeks ago");
  expect(why(record({ reasons: ["age"] }), NOW)).toBe("cleaned 2 weeks ago");
  const never = { last_cleaned_at: null, plays_since_cleaning: 1 };
  expect(why(record({ reasons: ["never_cleaned"], ...never }), NOW)).toBe("Never cleaned, 1 play");
  expect(why(record({ reasons: ["never_cleaned"], ...never, plays_since_cleaning: 0 }), NOW)).toBe(
    "Never cleaned",
  );
  expect(why(record({ reasons: ["bought_used", "never_cleaned"], ...never }), NOW)).toBe(
    "Bought used, not cleaned here yet",
  );
  expect([state(record({})), state(record({ level: 5 }))]).toEqual(["Due for cleaning", "Needs cleaning"]);
});

test("a month later is the same day, or the month's last", () => {
  const [tomorrow, week, month] = DELAYS.map(({ later }) => later(new Date(2026, 0, 31, 22)));
  expect(tomorrow).toEqual(new Date(2026, 1, 1, 6));
  expect(week).toEqual(new Date(2026, 1, 7, 6));
  expect(month).toEqual(new Date(2026, 1, 28, 6));
});
