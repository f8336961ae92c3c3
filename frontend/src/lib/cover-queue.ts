/**
 * Which cover may load when. Discogs' image host allows perhaps 20 to 40 uncached images a minute and
 * says nothing when that is over, so its covers are paced: what can be seen goes first, a few at a
 * time, at most BURST at once and then one every REFILL, over all tabs and loads of the page. A cover
 * the browser had already costs nothing: where nothing is left, one is tried on credit, and others as
 * long as they come from there. After a failure the lane rests, longer each time. Other hosts are not paced.
 */
import { keepWord, keptWord } from "./kept-words";

/** A desk's first screen; with the one on credit and a minute's REFILL, 40 in any minute. */
const BURST = 19;
const REFILL = 3_000;
const AT_ONCE = 4;
const AT_ONCE_UNPACED = 12;
/** Faster than any network: it came from the browser's cache. */
const CACHED = 60;
const FIRST_REST = 8_000;
const LONGEST_REST = 120_000;
const TRIES = 4;

/** Nothing where it is not wanted any more, and nobody knows. */
export type Settle = (ok: boolean | undefined) => void;

export type Request = {
  url: string;
  /** Whether it can be seen now; asked when a place is free. */
  visible(): boolean;
  /** Load it now, and say with `settled` how it went. */
  load(settled: Settle): void;
  /** It will not come. */
  giveUp(): void;
};

type Waiting = Request & { tries: number };
type Lane = {
  waiting: Waiting[];
  loading: number;
  /** The last one came from the browser's cache; of the first nobody knows. */
  cached: boolean;
  restsUntil: number;
  rest: number;
};

/** `now`: milliseconds that all tabs agree on. */
type Clock = { now(): number; later(act: () => void, ms: number): void };

/** What is left of the allowance, and when it was filled up last. */
type Allowance = { tokens: number; filledAt: number };
type Kept = { read(): Allowance | undefined; write(allowance: Allowance): void };

const KEY = "waugzee.covers";
const onDevice: Kept = {
  read() {
    const [tokens = Number.NaN, filledAt = Number.NaN] = keptWord(KEY)?.split(" ").map(Number) ?? [];
    return Number.isFinite(tokens + filledAt) ? { tokens, filledAt } : undefined;
  },
  write: ({ tokens, filledAt }) => keepWord(KEY, `${tokens} ${filledAt}`),
};

export type CoverQueue = ReturnType<typeof createCoverQueue>;

export function createCoverQueue(clock: Clock, kept: Kept = onDevice) {
  const lanes = new Map<boolean, Lane>();
  const loaded = new Set<string>();
  const lost = new Map<string, number>();
  const timers = new Set<Lane>();

  function laneOf(paced: boolean): Lane {
    let lane = lanes.get(paced);
    if (!lane) {
      lane = {
        waiting: [],
        loading: 0,
        cached: true,
        restsUntil: 0,
        rest: FIRST_REST,
      };
      lanes.set(paced, lane);
    }
    return lane;
  }

  let unkept: Allowance | undefined;
  function allowance(): Allowance {
    const now = clock.now();
    const { tokens, filledAt } = kept.read() ?? unkept ?? { tokens: BURST, filledAt: now };
    // A clock that was set back begins anew.
    const gained = Math.max(0, Math.floor((now - filledAt) / REFILL));
    return {
      tokens: Math.min(BURST, tokens + gained),
      filledAt: Math.min(now, filledAt + gained * REFILL),
    };
  }

  function spend(tokens: number): void {
    const left = allowance();
    unkept = { ...left, tokens: Math.min(BURST, left.tokens - tokens) };
    kept.write(unkept);
  }

  /** When the next may go: now, or once enough is filled up again. */
  function free(lane: Lane): number {
    const { tokens, filledAt } = allowance();
    const onCredit = lane.cached && lane.loading === 0 ? 0 : 1;
    return tokens >= onCredit ? 0 : filledAt + (1 - tokens) * REFILL;
  }

  function pump(paced: boolean): void {
    const lane = laneOf(paced);
    const most = paced ? AT_ONCE : AT_ONCE_UNPACED;
    while (lane.waiting.length > 0 && lane.loading < most) {
      const next = Math.max(lane.restsUntil, paced ? free(lane) : 0);
      if (clock.now() < next) {
        wakeAt(paced, next);
        return;
      }
      start(paced, lane, takeNext(lane));
    }
  }

  function takeNext(lane: Lane): Waiting {
    const seen = lane.waiting.findIndex((request) => request.visible());
    return lane.waiting.splice(Math.max(0, seen), 1)[0] as Waiting;
  }

  function start(paced: boolean, lane: Lane, request: Waiting): void {
    const began = clock.now();
    let open = true;
    lane.loading++;
    if (paced) spend(1);
    request.load((ok) => {
      if (!open) return;
      open = false;
      lane.loading--;
      if (ok !== undefined) lane.cached = ok && clock.now() - began < CACHED;
      if (ok) {
        loaded.add(request.url);
        lane.rest = FIRST_REST;
        if (paced && lane.cached) spend(-1);
      } else if (ok === false) {
        failed(paced, lane, request);
      }
      pump(paced);
    });
  }

  function failed(paced: boolean, lane: Lane, request: Waiting): void {
    const tries = request.tries + 1;
    if (tries >= TRIES) {
      lost.set(request.url, clock.now());
      request.giveUp();
      return;
    }
    if (paced) {
      lane.restsUntil = clock.now() + lane.rest;
      lane.rest = Math.min(LONGEST_REST, lane.rest * 2);
      lane.waiting.push({ ...request, tries });
    } else {
      clock.later(
        () => {
          lane.waiting.push({ ...request, tries });
          pump(paced);
        },
        500 * 4 ** tries,
      );
    }
  }

  function wakeAt(paced: boolean, at: number): void {
    const lane = laneOf(paced);
    if (timers.has(lane)) return;
    timers.add(lane);
    clock.later(
      () => {
        timers.delete(lane);
        pump(paced);
      },
      Math.max(10, at - clock.now()),
    );
  }

  return {
    /** Already seen in this visit: it may load at once, from memory. */
    has: (url: string): boolean => loaded.has(url),

    /** Queues a cover; the function returned takes it back. */
    ask(request: Request): () => void {
      if ((lost.get(request.url) ?? Number.NEGATIVE_INFINITY) > clock.now() - LONGEST_REST) {
        request.giveUp();
        return () => undefined;
      }
      const paced = onDiscogs(request.url);
      const lane = laneOf(paced);
      let wanted = true;
      let release: Settle | undefined;
      const waiting: Waiting = {
        ...request,
        tries: 0,
        load(settled) {
          if (!wanted) return settled(undefined);
          release = settled;
          request.load(settled);
        },
        giveUp() {
          if (wanted) request.giveUp();
        },
      };
      lane.waiting.push(waiting);
      pump(paced);
      return () => {
        wanted = false;
        const at = lane.waiting.findIndex(
          (other) => other.url === request.url && other.load === waiting.load,
        );
        if (at >= 0) lane.waiting.splice(at, 1);
        release?.(undefined);
      };
    },
  };
}

function onDiscogs(url: string): boolean {
  return /^https?:\/\/([a-z0-9-]+\.)*discogs\.com\//i.test(url);
}
