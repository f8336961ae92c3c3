/** The page's end of a worker. In each lane it serves run after run, until it is lost or closed. */
import type { FromWorker, Loss, ToWorker } from "./events";
import type { Done, EngineHost, Lane, Opening } from "./types";

/** How long Python may take to load, in milliseconds: five megabytes on a slow line. */
const BOOT_LIMIT = 120_000;

/** There is no engine (any more). */
export class EngineLost extends Error {
  constructor(readonly loss: Loss) {
    super(loss);
  }
}

type Start = { driver: string } & Opening;

type Run = {
  start: Start;
  signal: AbortSignal;
  resolve(done: Done): void;
  reject(error: EngineLost): void;
};

export type Link = ReturnType<typeof openLink>;

export function openLink(host: EngineHost, onLost: () => void) {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "waugzee-sync",
  });
  const closed = new AbortController();
  const send = (message: ToWorker): void => worker.postMessage(message);
  let isReady = false;
  const runs = new Map<Lane, Run>();

  function close(): void {
    clearTimeout(limit);
    closed.abort();
    worker.terminate();
  }

  function lose(loss: Loss): void {
    if (closed.signal.aborted) return;
    close();
    onLost();
    for (const run of runs.values()) run.reject(new EngineLost(loss));
  }

  const limit = setTimeout(() => lose("engine_unreachable"), BOOT_LIMIT);
  worker.onerror = () => lose(isReady ? "engine_crashed" : "engine_unreachable");
  worker.onmessageerror = () => lose("engine_crashed");
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case "ready":
        clearTimeout(limit);
        isReady = true;
        mourn(data.alive);
        for (const lane of [...runs.keys()]) begin(lane);
        break;
      case "progress":
        host.onProgress(data.progress);
        break;
      case "doing":
        host.onDoing(data.doing);
        break;
      case "done":
        runs.get(data.lane)?.resolve(data.done);
        runs.delete(data.lane);
        break;
      case "token":
        answerToken(data.id, data.renew);
        break;
      case "lost":
        lose(data.loss);
    }
  };

  /** A worker that ends without a word (out of memory, say) sends no event: its lock tells. */
  function mourn(alive: string): void {
    navigator.locks
      .request(alive, { signal: closed.signal }, () => lose("engine_crashed"))
      .catch(() => undefined);
  }

  function answerToken(id: number, renew: boolean): void {
    const answer = (token: string | null, failed: boolean) => {
      if (!closed.signal.aborted) send({ type: "token", id, token, failed });
    };
    host.accessToken(renew).then(
      (token) => answer(token, false),
      (error: unknown) => answer(null, !isSignedOut(error)),
    );
  }

  function begin(lane: Lane): void {
    const run = runs.get(lane);
    if (run?.signal.aborted) runs.delete(lane);
    else if (run) send({ type: "start", lane, ...run.start, origins: host.origins });
  }

  return {
    /** One run. Aborted before the worker is ready, it never begins, and the promise stays open. */
    run(lane: Lane, start: Start, signal: AbortSignal): Promise<Done> {
      return new Promise((resolve, reject) => {
        runs.set(lane, { start, signal, resolve, reject });
        if (isReady) begin(lane);
      });
    },
    send,
    /** A run has begun in the worker. */
    isRunning: (lane: Lane) => isReady && runs.has(lane),
    close,
  };
}

/** The page's own errors carry the status of the answer that refused. */
function isSignedOut(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 401;
}
