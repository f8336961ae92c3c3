import { expect, test } from "vitest";
import { lastWord } from "./last-word";

interface Told {
  readonly word: string;
}

test("an answer is shown once nothing newer is under way", async () => {
  const shown: string[] = [];
  const ask = lastWord<Told>((told) => shown.push(told.word));
  let allow = (_: Told) => {};
  const first = ask(async () => ({ word: "old" }));
  const second = ask(() => new Promise<Told>((resolve) => (allow = resolve)));

  expect(await first).toEqual({ word: "old" });
  expect(shown).toEqual([]);
  allow({ word: "new" });
  expect(await second).toEqual({ word: "new" });
  expect(shown).toEqual(["new"]);
});

test("what is refused shows what was told last, as something new", async () => {
  const shown: Told[] = [];
  const ask = lastWord<Told>((told) => shown.push(told));
  const refused = () => Promise.reject(new Error("refused"));

  await expect(ask(refused)).rejects.toThrow("refused");
  expect(shown).toEqual([]);
  const told = await ask(async () => ({ word: "kept" }));
  await expect(ask(refused)).rejects.toThrow("refused");
  expect(shown).toEqual([{ word: "kept" }, { word: "kept" }]);
  expect(shown[1]).not.toBe(shown[0]);
  expect(told).toEqual({ word: "kept" });
});
