/**
 * Which cover may load when. Discogs' image host allows perhaps 20 to 40 uncached images a minute and
 * says nothing when that is over, so its covers are paced: what can be seen goes first, a few at a
 * time, at most BURST at once and then one every REFILL. A cover the browser had already costs
 * nothing. After a failure the lane rests, longer each time. Other hosts are not paced.
 */

const BURST = 24;
const REFILL = 2_000;
const AT_ONCE = 4;
const AT_ONCE_UNPACED = 12;
/** Faster than any network: it came from the browser's cache. */
const CACHED = 60;
const FIRST_REST = 8_000;
const LONGEST_REST = 120_000;
const TRIES = 4;

export type Request = {
  url: string;
  /** Whether it can be seen now; asked when a place is free. */
  visible(): boolean;
  /** Load it now, and say with `settled` how it went. */
  load(settled: (ok: boolean) => void): void;
  /** It will not come. */
  giveUp(): void;
};

type Waiting = Request & { tries: number };
type Lane = {
  waiting: Waiting[];
  loading: number;
  tokens: number;
  filledAt: number;
  restsUntil: number;
  rest: number;
};

type Clock = { now(): number; later(act: () => void, ms: number): void };

export type CoverQueue = ReturnType<typeof createCoverQueue>;

export function createCoverQueue(clock: Clock, isPaced: (url: string) => boolean = onDiscogs) {
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
        tokens: BURST,
        filledAt: clock.now(),
        restsUntil: 0,
        rest: FIRST_REST,
      };
      lanes.set(paced, lane);
    }
    return lane;
  }

  function refill(lane: Lane): void {
    const gained = Math.floor((clock.now() - lane.filledAt) / REFILL);
    if (gained <= 0) return;
    lane.tokens = Math.min(BURST, lane.tokens + gained);
    lane.filledAt += gained * REFILL;
  }

  function pump(paced: boolean): void {
    const lane = laneOf(paced);
    const most = paced ? AT_ONCE : AT_ONCE_UNPACED;
    if (paced) refill(lane);
    while (lane.waiting.length > 0 && lane.loading < most) {
      const free = paced && lane.tokens < 1 ? lane.filledAt + REFILL : 0;
      const next = Math.max(lane.restsUntil, free);
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
    if (paced) lane.tokens--;
    request.load((ok) => {
      if (!open) return;
      open = false;
      lane.loading--;
      if (ok) {
        loaded.add(request.url);
        lane.rest = FIRST_REST;
        if (paced && clock.now() - began < CACHED) lane.tokens = Math.min(BURST, lane.tokens + 1);
      } else {
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
      const paced = isPaced(request.url);
      const lane = laneOf(paced);
      let wanted = true;
      let release: ((ok: boolean) => void) | undefined;
      const waiting: Waiting = {
        ...request,
        tries: 0,
        load(settled) {
          if (!wanted) return settled(true);
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
        release?.(true);
      };
    },
  };
}

function onDiscogs(url: string): boolean {
  return /^https?:\/\/([a-z0-9-]+\.)*discogs\.com\//i.test(url);
}
