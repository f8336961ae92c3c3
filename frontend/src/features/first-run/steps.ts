/** The first three steps with Waugzee: a line to one's collection, the records, the first play. */

export const STEPS = ["connect", "sync", "play"] as const;
export type Step = (typeof STEPS)[number];

export type Done = Record<Step, boolean>;

/**
 * The step that is next, if any: the first that is neither done nor skipped. What was read or played shows
 * that the steps before it were taken; without a connection there is nothing to sync.
 */
export function nextStep(done: Done, skipped: readonly Step[]): Step | undefined {
  const open = (step: Step) => !isDone(step, done) && !skipped.includes(step);
  if (open("connect")) return "connect";
  if (isDone("connect", done) && open("sync")) return "sync";
  return open("play") ? "play" : undefined;
}

export function isDone(step: Step, done: Done): boolean {
  return STEPS.slice(STEPS.indexOf(step)).some((each) => done[each]);
}
