import { createMemo, createSignal } from "solid-js";
import type { Library } from "../../lib/library";
import { keepSkippedSteps, skippedSteps } from "../../lib/skipped-steps";
import type { SourceControl } from "../collection/source";
import type { Spinning } from "../plays/spinning";
import { type Done, nextStep, type Step } from "./steps";

/** Where somebody stands in the first steps. What is skipped is skipped on every device of theirs. */
export function createFirstRun(library: Library, source: SourceControl, spinning: Spinning) {
  // What this browser knows stands at once: nothing moves once it is shown.
  const [here, setHere] = createSignal(skippedSteps(library.user) as readonly Step[]);
  const copies = () => library.shelf.copies();
  const playedHere = () =>
    library.recent().some(({ id, kind }) => kind === "play" && !library.undone().has(id));
  const done = createMemo(
    (): Done => ({
      connect: source.connected(),
      sync: copies().length > 0,
      // The list of copies says nothing of what is played meanwhile; what was logged here does.
      play: copies().some(({ plays }) => plays > 0) || playedHere(),
    }),
    undefined,
    { equals: (a, b) => a.connect === b.connect && a.sync === b.sync && a.play === b.play },
  );
  const skipped = (): readonly Step[] => [...here(), ...(spinning.preferences()?.skipped_steps ?? [])];
  const [dismissed, setDismissed] = createSignal(false);
  const next = createMemo(() => {
    if (!library.shelf.known() || dismissed()) return undefined;
    // Until the server has said whether there is a collection, an empty shelf says nothing.
    if (copies().length === 0 && source.source() === undefined) return undefined;
    return nextStep(done(), skipped());
  });
  const keepSkipped = (steps: readonly Step[]) => {
    setHere(steps);
    keepSkippedSteps(library.user, steps);
    void spinning.prefer({ skipped_steps: [...steps] });
  };
  const skip = (step: Step) => keepSkipped([...new Set([...skipped(), step])]);
  return {
    done,
    next,
    dismissed,
    skips: (step: Step) => skipped().includes(step),
    skip,
    /** The first play was made, and the words about it were read. */
    dismiss(): void {
      setDismissed(true);
      skip("play");
    },
    /** Takes a skip back: it is to be done after all. */
    resume: (step: Step) => keepSkipped(skipped().filter((each) => each !== step)),
  };
}

export type FirstRun = ReturnType<typeof createFirstRun>;
