/**
 * The sync as this tab knows it: the latest run (from the server, so it survives leaving the page) and
 * the progress of the engine, if it is this tab's engine that reads.
 */
import { createContext, createSignal, useContext } from "solid-js";
import { answer, type TokenSource } from "../../api/client";
import type { SyncRun } from "../../api/types";
import type { Doing, Done, Engine, Opening, Progress } from "../../engine/types";
import { whenIdle } from "../../lib/idle";
import type { Library } from "../../lib/library";
import { automatic, isTimeToLook } from "./automatic";

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
  /** The collection is connected as somebody's own: its first reading needs no word of theirs. */
  isOwn(): boolean;
  /** A run that was seen running has come to its end. */
  onComplete(run: SyncRun): void;
  /** What this tab does by single requests while no sync reads. */
  onDoing(doing: Doing): void;
  onErrandsDone(done: Done): void;
};

export function createSync({
  library,
  accessToken,
  origins,
  isOwn,
  onComplete,
  onDoing,
  onErrandsDone,
}: Deps) {
  const [run, setRun] = createSignal<SyncRun>();
  const [progress, setProgress] = createSignal<Progress>();
  const [failure, setFailure] = createSignal<string>();
  const [starting, setStarting] = createSignal(false);
  /** This tab looks for changes by itself: worth a word only once there is more to do than to look. */
  const [looking, setLooking] = createSignal(false);
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
    void start(going.mode === "full" ? {} : { mode: "auto" }, going.mode === "quick");
  };
  const look = () => {
    if (!ready || closed || here() || !automatic() || document.visibilityState === "hidden") return;
    if (!run() && isOwn()) void start();
    else if (isTimeToLook(run(), Date.now())) void start({ mode: "auto" }, true);
  };
  const lookWhenSeen = () => {
    if (document.visibilityState === "visible" && ready)
      void refresh()
        .then(look)
        .catch(() => undefined);
  };
  document.addEventListener("visibilitychange", lookWhenSeen);
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
    // A check knows of no total: with one, everything is being read.
    if (next.items_total !== null) setLooking(false);
    setProgress(next.phase === "done" || next.phase === "watching" ? undefined : next);
  }

  function onDone(done: Done): void {
    setStarting(false);
    setProgress(undefined);
    if (done.outcome === "failed" && !looking()) setFailure(done.reason ?? "unreachable");
    setLooking(false);
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
        onDoing,
        onErrandsDone,
      });
    })().catch((error: unknown) => {
      engine = undefined;
      throw error;
    });
    return engine;
  }

  async function start(opening: Partial<Opening> = {}, byItself = false): Promise<void> {
    setLooking(byItself);
    setStarting(true);
    setFailure(undefined);
    try {
      (await load()).start({ mode: "full", take_over: false, ...opening });
    } catch {
      setStarting(false);
      if (!byItself) setFailure("engine");
      setLooking(false);
    }
  }

  return {
    run,
    progress,
    /** The reason code of an engine that could not run at all. */
    failure,
    starting,
    refresh,
    looking,

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
        look();
      };
      whenIdle(() => void getReady().catch(() => undefined));
    },

    start: () => start(),

    /** Drives the run from here: whoever drove it is told to watch. */
    takeOver: () => start({ take_over: true }),

    async stop(): Promise<void> {
      (await engine)?.stop();
    },

    /** Does what the server wants of Discogs by single requests: never beside a sync, but after it. */
    async runErrands(): Promise<void> {
      if (!closed) (await load()).runErrands();
    },

    async hurryErrands(): Promise<void> {
      if (!closed) (await load()).hurryErrands();
    },

    async stopErrands(): Promise<void> {
      (await engine)?.stopErrands();
    },

    close(): void {
      closed = true;
      document.removeEventListener("visibilitychange", lookWhenSeen);
      forgetListener();
      void engine?.then((it) => it.dispose());
    },
  };
}
