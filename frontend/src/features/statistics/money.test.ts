import { expect, test } from "vitest";
import { moneyWord } from "./money";

test("a sum is written as where the page is read, in the currency that Discogs named", () => {
  expect(moneyWord(145887, "€")).toBe("€1,458.87");
  expect(moneyWord(145887, "€", "whole")).toBe("€1,459");
  expect(moneyWord(1250, "CA$")).toBe("CA$12.50");
  expect(moneyWord(1234500, "¥")).toMatch(/¥12,345$/);
  expect(moneyWord(123456, "SEK").replace(/\s/g, " ")).toBe("SEK 1,234.56");
  expect(moneyWord(500, "zł")).toBe("zł 5.00");
});
