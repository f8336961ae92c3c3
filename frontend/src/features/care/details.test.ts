import { expect, test } from "vitest";
import { inWords, NO_DETAILS } from "./details";

test("what is known of a cleaning stands in one line", () => {
  expect(inWords(NO_DETAILS)).toBe("");
  expect(inWords({ ...NO_DETAILS, method: "ultrasonic", depth: "deep", machine: "Degritter" })).toBe(
    "Ultrasonic, deep · Degritter",
  );
  expect(inWords({ ...NO_DETAILS, method: "my own brush", result: "quiet" })).toBe("my own brush · quiet");
  expect(inWords({ ...NO_DETAILS, depth: "light" })).toBe("light");
});
