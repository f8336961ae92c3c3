import { setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import { isolated, isolateNames, recordLine } from "./isolation";

const HEBREW = "\u05e9\u05dc\u05d5\u05dd 3";

test("a name from right to left does not turn the sentence round", () => {
  const i18n = setupI18n({ locale: "en", messages: { en: { played: "Played {title}, {count} times" } } });
  isolateNames(i18n);
  const played = (title: string) => i18n._({ id: "played", values: { title, count: 2 } });
  expect(played(HEBREW)).toBe(`Played \u2068${HEBREW}\u2069, 2 times`);
  expect(played("Kind of Blue")).toBe("Played Kind of Blue, 2 times");
  expect(i18n._("played")).toContain("Played");
});

test("a title from right to left does not change places with its artist", () => {
  expect(recordLine({ title: HEBREW, artist: "2 of us" })).toBe(`\u2068${HEBREW}\u2069 · 2 of us`);
});

test("what is no such name stays as it is", () => {
  for (const value of ["Björk 🎶", "初音ミク", ""]) expect(isolated(value)).toBe(value);
  for (const value of ["فيروز", "Live in חיפה", "𞤀𞤁"]) expect(isolated(value)).toBe(`\u2068${value}\u2069`);
});
