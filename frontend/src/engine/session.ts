/**
 * One run of the engine: what happened goes in, what it asks for is performed. Rules:
 *
 * - Fetches and calls go on side by side; what comes of them is fed in order of arrival, one at a time.
 * - The budget's use is on disk before a request goes out, so that a crash cannot make us forget it.
 * - After `done` nothing is fed, and what is still under way is broken off.
 */
import type { Action, BudgetState, Call, EngineEvent, Fetch } from "./events";
import type { Doing, Done, Progress } from "./types";

export type Answer = { status: number; body: Uint8Array };

export type World = {
  /** One event as JSON and the body that came with it; the engine's actions as JSON. */
  feed(event: string, body: Uint8Array): string;
  fetch(fetch: Fetch, signal: AbortSignal): Promise<Answer>;
  call(call: Call, signal: AbortSignal): Promise<Answer>;
  save(budget: BudgetState): Promise<void>;
  onProgress(progress: Progress): void;
  onDoing(doing: Doing): void;
  onDone(done: Done): void;
  onCrash(error: unknown): void;
};

export type Session = { tell(what: "started" | "woke" | "stop"): void };

type Untimed<E> = E extends EngineEvent ? Omit<E, "now"> : never;

const NOTHING = new Uint8Array();

export function openSession(world: World): Session {
  const over = new AbortController();
  const now = createClock();
  const alarm = createAlarm(() => feed({ type: "woke" }), now);

  function feed(event: Untimed<EngineEvent>, body: Uint8Array = NOTHING): void {
    if (over.signal.aborted) return;
    try {
      const said = world.feed(JSON.stringify({ ...event, now: now() }), body);
      perform(JSON.parse(said) as Action[]);
    } catch (error) {
      end();
      world.onCrash(error);
    }
  }

  function perform(actions: Action[]): void {
    const last = actions.findLast((action) => action.type === "save");
    const saved = last ? world.save(last.budget) : Promise.resolve();
    for (const action of actions) {
      switch (action.type) {
        case "fetch":
          saved
            .then(() => world.fetch(action, over.signal))
            .then(
              ({ status, body }) => feed({ type: "fetched", id: action.id, status }, body),
              () => feed({ type: "fetch_failed", id: action.id }),
            );
          break;
        case "call":
          world.call(action, over.signal).then(
            ({ status, body }) => feed({ type: "answered", id: action.id, status }, body),
            () => feed({ type: "call_failed", id: action.id }),
          );
          break;
        case "wake":
          alarm.set(action.at);
          break;
        case "progress": {
          const { type: _, ...progress } = action;
          world.onProgress(progress);
          break;
        }
        case "doing": {
          const { type: _, ...doing } = action;
          world.onDoing(doing);
          break;
        }
        case "done": {
          const { type: _, ...done } = action;
          end();
          saved.then(() => world.onDone(done));
        }
      }
    }
  }

  function end(): void {
    alarm.clear();
    over.abort();
  }

  return { tell: (type) => feed({ type }) };
}

type Clock = () => number;

/**
 * Unix seconds that never go back: the steady clock, which stands still while a laptop sleeps, put forward
 * whenever the system's is ahead.
 */
export function createClock(): Clock {
  let ahead = Number.NEGATIVE_INFINITY;
  return () => {
    const steady = performance.now();
    ahead = Math.max(ahead, Date.now() - steady);
    return (ahead + steady) / 1000;
  };
}

/** The longest a timer can be set to; one set to more would go off at once. */
const LONGEST = 2 ** 31 - 1;

/** One timer: setting it replaces what it was set to. */
export function createAlarm(ring: () => void, now: Clock) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => clearTimeout(timer);
  const set = (at: number): void => {
    clear();
    const left = Math.max((at - now()) * 1000, 0);
    timer = left > LONGEST ? setTimeout(() => set(at), LONGEST) : setTimeout(ring, left);
  };
  return { set, clear };
}
