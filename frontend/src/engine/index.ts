/**
 * The sync engine as the page sees it: start, stop, and word of how far it is. The worker with Python is
 * made when first needed and kept for the next run; a lost one is replaced at the next start.
 */
import { driverName, leading, undisturbed } from "./leader";
import { EngineLost, type Link, openLink } from "./link";
import type { Done, Engine, EngineHost, Opening, Progress } from "./types";

const OPENING: Progress = {
  phase: "opening",
  pages_done: 0,
  pages_total: null,
  items_seen: 0,
  items_total: null,
  seconds_left: null,
  waiting_until: null,
  problem: null,
  run_id: null,
};
const WATCHING: Done = { outcome: "watching", reason: null, run_id: null };
const STOPPED: Done = { outcome: "incomplete", reason: "stopped", run_id: null };

/**
 * `start` leads to one `onDone`, or to two: "watching" while another tab leads, and the outcome where
 * this tab has to take over or is told to stop.
 */
export function startEngine(host: EngineHost): Engine {
  const tabs = new BroadcastChannel("waugzee-sync");
  let link: Link | undefined;
  let asked: AbortController | undefined;
  let errands: AbortController | undefined;
  let isWaiting = false;
  /** Errands were asked for while something was under way: what the server said before may not name them. */
  let isWanted = false;
  let isDisposed = false;

  function connected(): Link {
    link ??= openLink(host, () => {
      link = undefined;
    });
    return link;
  }

  async function drive(opening: Opening, signal: AbortSignal): Promise<Done> {
    isWaiting = false;
    host.onProgress(OPENING);
    const given = new Promise<Done>((resolve, reject) => {
      signal.addEventListener("abort", () => (isDisposed ? reject(signal.reason) : resolve(STOPPED)));
    });
    return Promise.race([connected().run("sync", { driver: driverName(), ...opening }, signal), given]);
  }

  async function sync(own: AbortController, opening: Opening): Promise<void> {
    const done = await leading(
      { user: host.userKey, steal: opening.take_over },
      own.signal,
      () => {
        isWaiting = true;
        host.onDone(WATCHING);
      },
      () => drive(opening, own.signal),
    ).catch((error: unknown) => {
      if (own.signal.aborted) return STOPPED;
      if (!isStolen(error)) return failed(error);
      // Another tab of this browser has taken over: what ran here ends without a word.
      link?.close();
      link = undefined;
      return WATCHING;
    });
    // Given up for another start, which has its own end.
    if (asked !== own) return;
    isWaiting = false;
    asked = undefined;
    if (done && !isDisposed) host.onDone(done);
    goOnWithErrands();
  }

  /** Here, whether leading, waiting, or still loading. */
  function stopHere(): void {
    if (link?.isRunning("sync")) link.send({ type: "stop", lane: "sync" });
    else asked?.abort();
  }

  /** What is under way is broken off: the server hands it out again. */
  function stopErrandsHere(): void {
    if (link?.isRunning("errands")) link.send({ type: "stop", lane: "errands" });
    else errands?.abort();
  }

  async function doErrands(own: AbortController): Promise<void> {
    const done = await undisturbed(own.signal, () =>
      connected().run("errands", { driver: driverName(), mode: "auto", take_over: false }, own.signal),
    ).catch((error: unknown) => (own.signal.aborted ? STOPPED : failed(error)));
    errands = undefined;
    if (!isDisposed) host.onErrandsDone(done);
    goOnWithErrands();
  }

  function runErrands(): void {
    isWanted = true;
    goOnWithErrands();
  }

  function goOnWithErrands(): void {
    if (!isWanted || errands || asked || isDisposed) return;
    isWanted = false;
    errands = new AbortController();
    void doErrands(errands);
  }

  function onOnline(): void {
    for (const lane of ["sync", "errands"] as const)
      if (link?.isRunning(lane)) link.send({ type: "woke", lane });
  }

  tabs.onmessage = ({ data }: MessageEvent<{ stop?: string; syncing?: true }>) => {
    if (data.stop === host.userKey) stopHere();
    if (data.syncing) stopErrandsHere();
  };
  addEventListener("online", onOnline);

  return {
    warm: () => void connected(),
    start(opening) {
      if (isDisposed) return;
      if (isWaiting && opening.take_over) asked?.abort();
      else if (isWaiting) host.onDone(WATCHING);
      if (asked && !asked.signal.aborted) return;
      asked = new AbortController();
      // The limit is by address: whoever's errands they are, they give way.
      isWanted ||= errands !== undefined;
      stopErrandsHere();
      tabs.postMessage({ syncing: true });
      void sync(asked, opening);
    },
    runErrands,
    hurryErrands() {
      if (link?.isRunning("errands")) link.send({ type: "stop", lane: "errands" });
      runErrands();
    },
    stopErrands: stopErrandsHere,
    /** Stops this user's run in whichever tab leads it. */
    stop() {
      stopHere();
      tabs.postMessage({ stop: host.userKey });
    },
    dispose() {
      isDisposed = true;
      asked?.abort();
      errands?.abort();
      link?.close();
      tabs.close();
      removeEventListener("online", onOnline);
    },
  };
}

function isStolen(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function failed(error: unknown): Done {
  const reason = error instanceof EngineLost ? error.loss : "engine_crashed";
  return { outcome: "failed", reason, run_id: null };
}
