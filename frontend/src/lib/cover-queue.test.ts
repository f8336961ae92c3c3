import { beforeEach, expect, test } from "vitest";
import { createCoverQueue, type Request } from "./cover-queue";

let now: number;
let timers: { at: number; act(): void }[];
let loading: { url: string; settled(ok: boolean): void }[];
let lost: string[];
let queue: ReturnType<typeof createCoverQueue>;
let allowance: { tokens: number; filledAt: number } | undefined;

/** What all tabs share. */
const kept = {
  read: () => allowance,
  write: (left: NonNullable<typeof allowance>) => {
    allowance = left;
  },
};

const clock = {
  now: () => now,
  later: (act: () => void, ms: number) => void timers.push({ at: now + ms, act }),
};

function pass(ms: number): void {
  const until = now + ms;
  for (;;) {
    const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
    if (!due) break;
    timers.splice(timers.indexOf(due), 1);
    now = due.at;
    due.act();
  }
  now = until;
}

const request = (url: string, visible = true): Request => ({
  url,
  visible: () => visible,
  load: (settled) => void loading.push({ url, settled }),
  giveUp: () => void lost.push(url),
});
const discogs = (n: number) => `https://i.discogs.com/${n}.jpeg`;
const names = () => loading.map((item) => item.url);

/** Lets everything that loads arrive, each after `ms`. */
function arrive(ms: number): void {
  while (loading.length > 0) {
    now += ms;
    loading.shift()?.settled(true);
  }
}

beforeEach(() => {
  now = 1_000_000;
  timers = [];
  loading = [];
  lost = [];
  allowance = undefined;
  queue = createCoverQueue(clock, kept);
});

test("Discogs' covers load a few at a time", () => {
  for (let n = 0; n < 10; n++) queue.ask(request(discogs(n)));
  expect(names()).toEqual([0, 1, 2, 3].map(discogs));
  loading.shift()?.settled(true);
  expect(names()).toHaveLength(4);
});

test("what can be seen goes first", () => {
  for (let n = 0; n < 4; n++) queue.ask(request(discogs(n)));
  queue.ask(request(discogs(90), false));
  queue.ask(request(discogs(91), true));
  loading[0]?.settled(true);
  expect(names().at(-1)).toBe(discogs(91));
});

/** Asks for so many as a load of the page does, each of which takes so long; the times at which they begin. */
function loadsOf(page: ReturnType<typeof createCoverQueue>, many: number, took = 200): number[] {
  const began: number[] = [];
  for (let n = 0; n < many; n++) {
    page.ask({
      ...request(discogs(n)),
      load(settled) {
        began.push(now);
        clock.later(() => settled(true), took);
      },
    });
  }
  return began;
}

test("after the burst one every three seconds", () => {
  const began = loadsOf(queue, 60);
  pass(1_900);
  expect(began).toHaveLength(19);
  pass(60_000 - 1_900);
  expect(began).toHaveLength(19 + 20);
});

test("no minute has more than forty, over tabs and loads of the page", () => {
  const began: number[] = [];
  for (let load = 0; load < 12; load++) {
    const other = loadsOf(createCoverQueue(clock, kept), 40);
    const mine = loadsOf(createCoverQueue(clock, kept), 40);
    pass(10_000);
    began.push(...other, ...mine);
  }
  const within = began.map((from) => began.filter((at) => at >= from && at < from + 60_000).length);
  expect(Math.max(...within)).toBeLessThanOrEqual(40);
  expect(began.length).toBeGreaterThan(40);
});

test("what the browser had is there at once after a reload, whatever is left", () => {
  loadsOf(queue, 60);
  pass(2_000);
  const again = loadsOf(createCoverQueue(clock, kept), 60, 5);
  pass(500);
  expect(again).toHaveLength(60);
});

test("a cover scrolled away while it loads was asked for all the same", () => {
  for (let n = 0; n < 30; n++) queue.ask(request(discogs(n)))();
  expect(names()).toHaveLength(20);
  expect(queue.has(discogs(0))).toBe(false);
});

test("what the browser had already costs nothing", () => {
  for (let n = 0; n < 100; n++) queue.ask(request(discogs(n)));
  arrive(5);
  expect(queue.has(discogs(99))).toBe(true);
});

test("a failure rests the lane, then the cover is tried again", () => {
  queue.ask(request(discogs(1)));
  loading.shift()?.settled(false);
  queue.ask(request(discogs(2)));
  expect(names()).toEqual([]);
  pass(8_000);
  expect(names()).toEqual([discogs(1), discogs(2)]);
  expect(lost).toEqual([]);
});

test("a cover that never comes is given up, and not asked for again soon", () => {
  queue.ask(request(discogs(1)));
  for (let n = 0; n < 4; n++) {
    loading.shift()?.settled(false);
    pass(60_000);
  }
  expect(lost).toEqual([discogs(1)]);
  expect(names()).toEqual([]);
  queue.ask(request(discogs(1)));
  expect(lost).toEqual([discogs(1), discogs(1)]);
});

test("a cover scrolled away frees its place", () => {
  const takeBack = [0, 1, 2, 3, 4, 5].map((n) => queue.ask(request(discogs(n))));
  takeBack[5]?.();
  takeBack[0]?.();
  expect(names()).toEqual([0, 1, 2, 3, 4].map(discogs));
});

test("the simulated Discogs is not paced", () => {
  for (let n = 0; n < 200; n++) queue.ask(request(`http://localhost:8289/images/${n}.svg`));
  expect(loading).toHaveLength(12);
  arrive(200);
  expect(queue.has("http://localhost:8289/images/199.svg")).toBe(true);
});
