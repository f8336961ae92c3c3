import { expect, test, vi } from "vitest";
import { ago, shortDate } from "./time";
import { instantOf, isSame, isToCome, noonHere, noonOf, notThen, startNow, toDay, whenOf } from "./when";

test("what is not touched keeps its second", () => {
  const at = new Date(2026, 2, 1, 20, 15, 42).toISOString();
  const when = whenOf(at);
  expect(instantOf({ ...when }, { at, when })).toBe(at);
  expect(instantOf({ ...when, time: "20:16" }, { at, when })).toBe(
    new Date(2026, 2, 1, 20, 16).toISOString(),
  );
});

test("a day is its noon, whatever time stands beside it", () => {
  const day = whenOf("2026-03-01T12:00:00Z", "2026-03-01");
  expect(isSame(day, { ...day, time: "09:00" })).toBe(true);
  expect(isSame(day, { ...day, kind: "moment" })).toBe(false);
  expect(instantOf({ ...day, date: "2026-03-02" })).toBe(new Date(2026, 2, 2, 12).toISOString());
});

test("what is to come, or no day, is refused", () => {
  expect(notThen(instantOf({ kind: "day", date: "", time: "" }))).toBeDefined();
  expect(notThen(new Date(Date.now() + 2 * 86_400_000).toISOString())).toBeDefined();
  expect(notThen(instantOf(startNow()))).toBeUndefined();
});

test("a day alone is the one that is named, in every zone", () => {
  expect(toDay(noonOf("2026-03-01"), true)).toBe("2026-03-01");
  expect(toDay(new Date(2026, 2, 1, 23, 59).toISOString())).toBe("2026-03-01");
  expect(isToCome(toDay())).toBe(false);
  expect(isToCome(toDay(new Date(Date.now() + 86_400_000).toISOString()))).toBe(true);
  expect(isToCome("")).toBe(true);
});

test.each(["Pacific/Kiritimati", "Pacific/Auckland", "Europe/Berlin", "Pacific/Pago_Pago"])(
  "a day alone is told as that day in %s",
  (zone) => {
    vi.stubEnv("TZ", zone);
    const at = noonHere(toDay("2026-11-20T12:00:00Z", true));
    const now = new Date(2026, 10, 23, 9).getTime();
    expect(shortDate(at, now)).toBe("20 November");
    expect(ago(at, now)).toBe("3 days ago");
    vi.unstubAllEnvs();
  },
);
