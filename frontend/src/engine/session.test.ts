import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Action } from "./events";
import { type Answer, createAlarm, createClock, openSession, type World } from "./session";

const BUDGET = { ended: [], in_flight: 1, lowered_until: 0, paused_until: 0 };
const answer = (text: string): Answer => ({ status: 200, body: new TextEncoder().encode(text) });

/** Promises settle in a few turns; no clock is needed. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The host's outer side, with actions said by hand: what is fed, and open ends for each request. */
function bench(script: (type: string) => Action[]) {
  const fed: string[] = [];
  const bodies: string[] = [];
  const requests = new Map<number, { resolve(answer: Answer): void; reject(): void; signal: AbortSignal }>();
  const open = (id: number, signal: AbortSignal) =>
    new Promise<Answer>((resolve, reject) => requests.set(id, { resolve, reject, signal }));
  const world = {
    feed: vi.fn((event: string, body: Uint8Array) => {
      const { type, id } = JSON.parse(event);
      fed.push(id === undefined ? type : `${type} ${id}`);
      bodies.push(new TextDecoder().decode(body));
      return JSON.stringify(script(type));
    }),
    fetch: ({ id }, signal) => open(id, signal),
    call: ({ id }, signal) => open(id, signal),
    save: vi.fn(async () => undefined),
    onProgress: vi.fn(),
    onDoing: vi.fn(),
    onDone: vi.fn(),
    onCrash: vi.fn(),
  } satisfies World;
  return { fed, bodies, requests, world, session: openSession(world) };
}

const fetchOf = (id: number): Action => ({
  type: "fetch",
  id,
  url: "https://discogs.test/",
  timeout: 30,
  method: "GET",
  body: null,
});
const DONE: Action = { type: "done", outcome: "complete", reason: null, run_id: "r" };

test("answers are fed in the order they arrive, each with its body", async () => {
  const { session, requests, fed, bodies } = bench((type) =>
    type === "started" ? [fetchOf(1), fetchOf(2), fetchOf(3)] : [],
  );
  session.tell("started");
  await settled();
  requests.get(3)?.resolve(answer("third"));
  await settled();
  requests.get(1)?.reject();
  requests.get(2)?.resolve(answer("second"));
  await settled();
  expect(fed).toEqual(["started", "fetched 3", "fetch_failed 1", "fetched 2"]);
  expect(bodies).toEqual(["", "third", "", "second"]);
});

test("a request goes out only once the budget's use is on disk", async () => {
  const { session, requests, world } = bench(() => [fetchOf(1), { type: "save", budget: BUDGET }]);
  let written: ((nothing: undefined) => void) | undefined;
  world.save.mockReturnValue(
    new Promise((resolve) => {
      written = resolve;
    }),
  );
  session.tell("started");
  await settled();
  expect(requests.size).toBe(0);
  written?.(undefined);
  await settled();
  expect(requests.size).toBe(1);
});

test("of several uses in one answer only the newest is written", () => {
  const { session, world } = bench(() => [
    { type: "save", budget: { ...BUDGET, in_flight: 1 } },
    { type: "save", budget: { ...BUDGET, in_flight: 2 } },
  ]);
  session.tell("started");
  expect(world.save.mock.calls).toEqual([[{ ...BUDGET, in_flight: 2 }]]);
});

test("after the end nothing is fed and what is under way is broken off", async () => {
  const { session, requests, fed, world } = bench((type) => (type === "started" ? [fetchOf(1)] : [DONE]));
  session.tell("started");
  await settled();
  session.tell("stop");
  await settled();
  expect(world.onDone).toHaveBeenCalledExactlyOnceWith({ outcome: "complete", reason: null, run_id: "r" });
  expect(requests.get(1)?.signal.aborted).toBe(true);
  requests.get(1)?.resolve(answer("late"));
  session.tell("woke");
  await settled();
  expect(fed).toEqual(["started", "stop"]);
});

test("an engine that throws is not fed again", () => {
  const { session, fed, world } = bench(() => {
    throw new Error("fatal");
  });
  session.tell("started");
  session.tell("woke");
  expect(fed).toEqual(["started"]);
  expect(world.onCrash).toHaveBeenCalledOnce();
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test("setting the alarm anew replaces what it was set to", () => {
  const ring = vi.fn();
  const alarm = createAlarm(ring, createClock());
  alarm.set(1010);
  alarm.set(1020);
  vi.advanceTimersByTime(19_999);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ring).toHaveBeenCalledOnce();
});

test("the alarm waits longer than a timer can, and rings at once for a time gone by", () => {
  const ring = vi.fn();
  const alarm = createAlarm(ring, createClock());
  const days40 = 40 * 86_400;
  alarm.set(1000 + days40);
  vi.advanceTimersByTime(days40 * 1000 - 1);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ring).toHaveBeenCalledOnce();
  alarm.set(5);
  vi.advanceTimersByTime(0);
  expect(ring).toHaveBeenCalledTimes(2);
});

test("a cleared alarm does not ring", () => {
  const ring = vi.fn();
  const alarm = createAlarm(ring, createClock());
  alarm.set(1001);
  alarm.clear();
  vi.advanceTimersByTime(2000);
  expect(ring).not.toHaveBeenCalled();
});

test("the clock goes on when the system's is set back, and forward when it is ahead", () => {
  const now = createClock();
  expect(now()).toBe(1000);
  vi.setSystemTime(400_000);
  vi.advanceTimersByTime(5000);
  expect(now()).toBe(1005);
  vi.setSystemTime(9_000_000);
  expect(now()).toBe(9000);
});
