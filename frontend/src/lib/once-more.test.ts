import { expect, test, vi } from "vitest";
import { onceMore } from "./once-more";

test("asked for while it is under way, it is done once more, however often it was asked for", async () => {
  const ends: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((end) => ends.push(end)));
  const ask = onceMore(work);
  const asked = [ask(), ask(), ask()];
  expect(work).toHaveBeenCalledTimes(1);
  ends.shift()?.();
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
  ends.shift()?.();
  await Promise.all(asked);
  expect(work).toHaveBeenCalledTimes(2);
});

test("asked for at any moment around its end, it is done once more", async () => {
  for (let moment = 0; moment < 12; moment++) {
    let end = () => {};
    const work = vi.fn(() => new Promise<void>((done) => (end = done)));
    const ask = onceMore(work);
    const first = ask();
    end();
    for (let turn = 0; turn < moment; turn++) await Promise.resolve();
    const second = ask();
    await vi.waitFor(() => expect(work, `after ${moment} turns`).toHaveBeenCalledTimes(2));
    end();
    await Promise.all([first, second]);
  }
});

test("what failed is told to be, and done when it is asked for again", async () => {
  const work = vi.fn(async () => undefined).mockRejectedValueOnce(new Error("no network"));
  const ask = onceMore(work);
  await expect(ask()).rejects.toThrow("no network");
  await ask();
  expect(work).toHaveBeenCalledTimes(2);
});
