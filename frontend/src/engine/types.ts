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
};

export type Engine = {
  /** Loads Python ahead of the first start. */
  warm(): void;
  start(opening: Opening): void;
  stop(): void;
  dispose(): void;
};
