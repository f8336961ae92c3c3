import { createRoot, createSignal } from "solid-js";
import { expect, test, vi } from "vitest";
import { createInPieces, inPieces, type Pieces } from "./pieces";

// Nothing paints here: turns follow each other as in a page that nobody sees.
vi.stubGlobal("document", { hidden: true });

/** Counts up in pieces, each of which takes so many milliseconds. */
function* counting(to: number, took: number): Pieces<number> {
  for (let n = 1; n < to; n++) {
    const until = performance.now() + took;
    while (performance.now() < until);
    yield;
  }
  return to;
}

test("what takes little is done at once", () => {
  const done = vi.fn();
  inPieces(counting(5, 0), done);
  expect(done).toHaveBeenCalledExactlyOnceWith(5);
});

test("what takes long is done in turns, and not at all once it is stopped", async () => {
  const [done, stopped] = [vi.fn(), vi.fn()];
  inPieces(counting(5, 15), done);
  const stop = inPieces(counting(5, 15), stopped);
  expect(done).not.toHaveBeenCalled();
  stop();
  await vi.waitFor(() => expect(done).toHaveBeenCalledExactlyOnceWith(5));
  inPieces(counting(2, 0), done);
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(2));
  expect(stopped).not.toHaveBeenCalled();
});

test("what it came to before stands until the new is there, and only the newest counts", async () => {
  const [to, setTo] = createSignal(3);
  const [took, setTook] = createSignal(0);
  const { work, dispose } = createRoot((dispose) => ({
    work: createInPieces(() => counting(to(), took())),
    dispose,
  }));
  expect([work.result(), work.busy()]).toEqual([3, false]);
  setTook(15);
  setTo(7);
  setTo(5);
  expect([work.result(), work.busy()]).toEqual([3, true]);
  const seen = new Set<number | undefined>();
  await vi.waitFor(() => {
    seen.add(work.result());
    expect(work.busy()).toBe(false);
  });
  seen.add(work.result());
  expect([...seen]).toEqual([3, 5]);
  dispose();
});
