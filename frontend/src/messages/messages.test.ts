import { readFileSync } from "node:fs";
import { formatter } from "@lingui/format-po";
import { expect, test } from "vitest";

const context = { locale: "de", sourceLocale: "en", filename: "de.po" };

test("every sentence has its German, with the same values in it", async () => {
  const file = readFileSync(new URL("./de.po", import.meta.url), "utf8");
  const sentences = Object.values(await formatter().parse(file, context));
  expect(sentences.length).toBeGreaterThan(0);
  const values = (text: string) => [...new Set(text.match(/\{\w+(?=[,}])/g))].sort();
  for (const { message = "", translation = "" } of sentences) {
    expect(translation, message).not.toBe("");
    expect(values(translation), message).toEqual(values(message));
  }
});
