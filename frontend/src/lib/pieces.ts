/** Work on the whole shelf, which stops between its pieces so that the page answers and paints meanwhile. */
import { type Accessor, createRenderEffect, createSignal, onCleanup, untrack } from "solid-js";
import { inTurn } from "./idle";

/** Each of its pieces takes a slow phone some ten milliseconds at most. */
export type Pieces<T> = Generator<undefined, T>;

/** So many milliseconds of pieces are done in one task: all of them on a desk, most often. */
const TURN = 24;

let ends = 0;
/** When the turn of the task that runs now is over, whoever has begun it: one work often sets off another. */
function turnEnds(): number {
  if (ends === 0) {
    ends = performance.now() + TURN;
    queueMicrotask(() => {
      ends = 0;
    });
  }
  return ends;
}

/** Whether the task that runs now has worked for long enough: what else there is to do comes after a paint. */
export const isTurnOver = (): boolean => performance.now() >= turnEnds();

/** Does the first turn now and each other one once the page has painted; the function returned stops it. */
export function inPieces<T>(work: Pieces<T>, done: (result: T) => void): () => void {
  let takeBack: (() => void) | undefined;
  const go = () => {
    do {
      const step = work.next();
      if (step.done) return done(step.value);
    } while (!isTurnOver());
    takeBack = inTurn(go);
  };
  go();
  return () => takeBack?.();
}

/** A long list as short ones. */
export function* slices<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

/** Does all of its pieces now: for a few, or where nobody waits. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export type InPieces<T> = {
  /** What the work came to last; undefined before the first time. */
  result: Accessor<T | undefined>;
  /** Whether it is under way. */
  busy: Accessor<boolean>;
};

/** Does the work, and anew whenever what `work` reads before its first piece has changed. */
export function createInPieces<T>(work: () => Pieces<T>): InPieces<T> {
  const [result, setResult] = createSignal<T>();
  const [busy, setBusy] = createSignal(false);
  createRenderEffect(() => {
    const pieces = work();
    untrack(() => {
      setBusy(true);
      const stop = inPieces(pieces, (all) => {
        setResult(() => all);
        setBusy(false);
      });
      onCleanup(stop);
    });
  });
  return { result, busy };
}
