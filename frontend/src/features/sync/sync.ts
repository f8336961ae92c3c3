/**
 * The sync as this tab knows it: the latest run (from the server, so it survives leaving the page) and
 * the progress of the engine, if it is this tab's engine that reads.
 */
import { createContext, createSignal, useContext } from "solid-js";
import { answer, type TokenSource } from "../../api/client";
import type { SyncRun } from "../../api/types";
import type { Done, Engine, Progress } from "../../engine/types";
import { whenIdle } from "../../lib/idle";
import type { Library } from "../../lib/library";

export type SyncControl = ReturnType<typeof createSync>;

export const SyncContext = createContext<SyncControl>();

export function useSync(): SyncControl {
  const sync = useContext(SyncContext);
  if (!sync) throw new Error("no sync above this component");
  return sync;
}

type Deps = {
  library: Library;
  accessToken: TokenSource;
  origins(): string[];
  /** A run that was seen running has come to its end. */
  onComplete(run: SyncRun): void;
};

export function createSync({ library, accessToken, origins, onComplete }: Deps) {
  const [run, setRun] = createSignal<SyncRun>();
  const [progress, setProgress] = createSignal<Progress>();
  const [failure, setFailure] = createSignal<string>();
  const [starting, setStarting] = createSignal(false);
  let engine: Promise<Engine> | undefined;
  let closed = false;
  let ready = false;
  let joined: string | undefined;

  const here = () => starting() || progress() !== undefined;
  const follow = (next: SyncRun) => {
    const known = run();
    if (
      known &&
      (known.id === next.id ? known.updated_at > next.updated_at : known.started_at > next.started_at)
    )
      return;
    setRun(next);
    const ended = known?.id === next.id && known.state === "running" && next.state === "complete";
    if (ended) onComplete(next);
    join();
  };
  /** Once for each run that goes on: after a reload it is read on here, else when the tab that leads is gone. */
  const join = () => {
    const going = run();
    if (!ready || closed || here() || going?.state !== "running" || joined === going.id) return;
    joined = going.id;
    void start();
  };
  const refresh = async () => {
    const { syncs } = await answer(library.api.GET("/api/syncs", { params: { query: { limit: 1 } } }));
    if (syncs[0]) follow(syncs[0]);
  };
  const refreshQuietly = () => void refresh().catch(() => undefined);
  const forgetListener = library.on((event) => {
    if (event.type === "sync") follow(event.run);
    if (event.type === "open") refreshQuietly();
  });

  function onProgress(next: Progress): void {
    setStarting(false);
    setFailure(undefined);
    setProgress(next.phase === "done" || next.phase === "watching" ? undefined : next);
  }

  function onDone(done: Done): void {
    setStarting(false);
    setProgress(undefined);
    if (done.outcome === "failed") setFailure(done.reason ?? "unreachable");
    refreshQuietly();
    void library.catchUp();
  }

  function load(): Promise<Engine> {
    engine ??= (async () => {
      // Python in a worker: some megabytes, fetched only when there is a collection to read.
      const { startEngine } = await import("../../engine");
      return startEngine({
        accessToken,
        get origins() {
          return origins();
        },
        userKey: library.user,
        onProgress,
        onDone,
      });
    })().catch((error: unknown) => {
      engine = undefined;
      throw error;
    });
    return engine;
  }

  async function start(): Promise<void> {
    setStarting(true);
    setFailure(undefined);
    try {
      (await load()).start();
    } catch {
      setStarting(false);
      setFailure("engine");
    }
  }

  return {
    run,
    progress,
    /** The reason code of an engine that could not run at all. */
    failure,
    starting,
    refresh,

    /** Reading now, in this tab or elsewhere; not where this tab's engine has just failed at it. */
    running: () =>
      here() || (failure() === undefined && run()?.state === "running" && run()?.driven === true),
    /** This tab's engine reads, so that it can be stopped here. */
    here,

    /**
     * There is a collection to read: gets the engine ready while nothing else happens, so that Sync starts
     * at once, and goes on with a run that was left running.
     */
    warm(): void {
      const getReady = async () => {
        if (closed) return;
        (await load()).warm();
        ready = true;
        await refresh();
        join();
      };
      whenIdle(() => void getReady().catch(() => undefined));
    },

    start,

    async stop(): Promise<void> {
      (await engine)?.stop();
    },

    close(): void {
      closed = true;
      forgetListener();
      void engine?.then((it) => it.dispose());
    },
  };
}
