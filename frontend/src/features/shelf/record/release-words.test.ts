import { expect, test } from "vitest";
import type { ReleaseDetails } from "../../../api/types";
import { copy } from "../sample-copies";
import { aboutRelease, labelLines, releasedWords } from "./release-words";

test("a date says as much as is known of it", () => {
  expect(releasedWords("1996-03-00")).toBe("March 1996");
  expect(releasedWords("2000-03-27")).toBe("27 March 2000");
  expect(releasedWords("1999-00-00")).toBe("1999");
  expect(releasedWords("1957")).toBe("1957");
  expect(releasedWords(null)).toBe("");
});

test("what bears the same name stands together", () => {
  const release: ReleaseDetails = {
    release_id: 1,
    read_at: "2026-11-01T12:00:00Z",
    found: true,
    country: "Germany",
    released: null,
    year: 1999,
    identifiers: [
      { type: "Barcode", value: "123", description: "" },
      { type: "Matrix", value: "A", description: "Side A" },
      { type: "Matrix", value: "B", description: "" },
    ],
    companies: [{ role: "Pressed By", name: "Pallas" }],
    original_year: 1959,
    pressings: 3,
  };
  expect(aboutRelease(release)).toEqual([
    ["Country", "Germany"],
    ["First released", "1959"],
    ["Released", "1999"],
    ["Pressed By", "Pallas"],
    ["Barcode", "123"],
    ["Matrix", "A (Side A)\nB"],
  ]);
  expect(aboutRelease({ ...release, found: false })).toEqual([]);
  // A first pressing came out when it came out.
  const about = aboutRelease({ ...release, original_year: 1999 });
  expect(about.find(([name]) => name === "First released")?.[1]).toBe("");
});

test("labels are those of the whole release, once they are known", () => {
  const here = copy("x", { label: "Blue Note", catno: "BLP 1577" });
  expect(labelLines(here, undefined)).toBe("Blue Note · BLP 1577");
});
