/** What the page and the sync engine's worker say to each other. */

export type Progress = {
  phase: "opening" | "reading" | "waiting" | "finishing" | "done" | "watching";
  pages_done: number;
  pages_total: number | null;
  items_seen: number;
  items_total: number | null;
  seconds_left: number | null;
  /** Unix seconds until which the engine keeps still, to stay under Discogs' limit. */
  waiting_until: number | null;
  problem: string | null;
  run_id: string | null;
};

export type Done = {
  outcome: "complete" | "incomplete" | "watching" | "failed";
  reason: string | null;
  run_id: string | null;
};

/** What a run is opened as. `auto` leaves it to the server whether a quick check will do. */
export type Opening = {
  mode: "full" | "quick" | "auto";
  /** Drives the run from here, whoever drove it. */
  take_over: boolean;
};

/** The two engines of a worker: a run of the collection, and single requests at idle. */
export type Lane = "sync" | "errands";

/** What the errands are at: what is done, how much is left, and until when one waits (Unix seconds). */
export type Doing = {
  kind: "release" | "wants" | "look_up" | "write" | "search" | "value" | null;
  left: number;
  waiting_until: number | null;
  problem: string | null;
};

export type EngineHost = {
  /** A bearer token for our own API; `renew` asks the issuer for a fresh one first. */
  accessToken(renew: boolean): Promise<string>;
  /** The Discogs origins the engine may fetch from. */
  origins: string[];
  /** Whose engine this is, (issuer, subject) in one string. */
  userKey: string;
  onProgress(progress: Progress): void;
  /** The end of what `start` began; "watching" may be followed by a second end, when this tab takes over. */
  onDone(done: Done): void;
  onDoing(doing: Doing): void;
  /** The errands ended; not told where another tab does them, or they gave way to a sync. */
  onErrandsDone(done: Done): void;
};

export type Engine = {
  /** Loads Python ahead of the first start. */
  warm(): void;
  start(opening: Opening): void;
  stop(): void;
  /** Does what is to be done by single requests, once no sync reads; one that starts breaks it off until its end. */
  runErrands(): void;
  /** The same, with what somebody waits for first: what is under way is broken off and asked for afresh. */
  hurryErrands(): void;
  stopErrands(): void;
  dispose(): void;
};
