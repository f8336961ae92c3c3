import { expect, test } from "vitest";
import { newestWins } from "./kept";

/** A slow disk: each write lasts until it is let go. */
function disk() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const save = newestWins((value: number) => {
    begun.push(value);
    return new Promise<void>((resolve) => ends.push(resolve));
  });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { begun, save, turn, finish: () => ends.shift()?.() };
}

test("what comes during a write waits for one next write, of the newest", async () => {
  const { begun, save, turn, finish } = disk();
  const saved: number[] = [];
  for (const value of [1, 2, 3]) {
    save(value).then(() => saved.push(value));
    await turn();
  }
  expect(begun).toEqual([1]);
  finish();
  await turn();
  expect(begun).toEqual([1, 3]);
  expect(saved).toEqual([1]);
  finish();
  await turn();
  expect(saved).toEqual([1, 2, 3]);
});

test("writes never overlap, and a later one is written too", async () => {
  const { begun, save, turn, finish } = disk();
  void save(1);
  await turn();
  finish();
  await turn();
  void save(2);
  await turn();
  expect(begun).toEqual([1, 2]);
});
