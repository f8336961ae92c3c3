import { readFileSync } from "node:fs";
import { i18n } from "@lingui/core";
import { afterEach, expect, test } from "vitest";
import { asTold, inWords, Problem, unreachable } from "./problem";

afterEach(() => i18n.activate("en", ["en-GB"]));

const taken = new Problem(409, "Somebody else has this name", "The name Jazz is taken.", "name-taken");

test("in English the server speaks for itself", () => {
  expect(inWords(taken)).toBe("The name Jazz is taken.");
  expect(asTold(new Problem(404, "There is nothing here", undefined, "not-found"))).toBe(
    "There is nothing here",
  );
});

test("in another language the page says what kind of thing it is, and then what the server said", () => {
  i18n.load("de", {});
  i18n.activate("de", ["de-DE"]);
  expect(inWords(taken)).toBe("Somebody else has this name. (The name Jazz is taken.)");
  expect(inWords(new Problem(418, "I am a teapot", undefined, "teapot"))).toBe("I am a teapot");
});

test("what is nobody's fault here is said in the page's words", () => {
  expect(inWords(unreachable())).toContain("Check the connection");
  expect(inWords(new Problem(503, "Away", "pool exhausted", "unavailable"))).not.toContain("pool");
  expect(inWords(new Error("undefined is not a function"))).toContain("Reload");
});

test("every kind of problem that the server knows has its words", () => {
  const errors = readFileSync(new URL("../../../backend/waugzee/errors.py", import.meta.url), "utf8");
  const kinds = [...errors.matchAll(/^ {4}slug = "([a-z-]+)"$/gm)].map(([, slug]) => slug as string);
  expect(kinds.length).toBeGreaterThan(20);
  i18n.load("de", {});
  i18n.activate("de", ["de-DE"]);
  for (const kind of kinds)
    expect(asTold(new Problem(400, "title", "detail", kind)), kind).toMatch(/\. \(detail\)$/);
});
