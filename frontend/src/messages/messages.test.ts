import { readFileSync } from "node:fs";
import { formatter } from "@lingui/format-po";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";

const context = { locale: "de", sourceLocale: "en", filename: "de.po" };

test("every sentence has its German, with the same values in it", async () => {
  const file = readFileSync(new URL("./de.po", import.meta.url), "utf8");
  const sentences = Object.values(await formatter().parse(file, context));
  expect(sentences.length).toBeGreaterThan(0);
  for (const { message = "", translation = "" } of sentences) {
    expect(translation, message).not.toBe("");
    expect(valuesOf(translation), message).toEqual(valuesOf(message));
  }
});

/** The names of what is put into a sentence, those within its plural forms too. */
function valuesOf(sentence: string): string[] {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    if (!Array.isArray(part)) {
      Object.values(part).forEach(visit);
      return;
    }
    // A whole sentence is a list of texts and values; a value is its name, how it is put, and its forms.
    for (const piece of part) {
      if (Array.isArray(piece)) {
        names.add(String(piece[0]));
        visit(piece[2]);
      }
    }
  };
  visit(compileMessage(sentence));
  return [...names].sort();
}
