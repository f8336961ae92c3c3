/**
 * What is said inside: to the Python engine and by it (`sync/events.py` of waugzee_sync, word for word),
 * and between the page and its worker. Times are Unix seconds.
 */
import type { Doing, Done, Lane, Opening, Progress } from "./types";

export type BudgetState = {
  ended: number[];
  in_flight: number;
  lowered_until: number;
  paused_until: number;
};

export type EngineEvent =
  | { type: "started" | "woke" | "stop"; now: number }
  | { type: "fetched" | "answered"; id: number; status: number; now: number }
  | { type: "fetch_failed" | "call_failed"; id: number; now: number };

/** Ask Discogs for `url` within `timeout` seconds; a `body` is JSON, and only what writes has one. */
export type Fetch = {
  type: "fetch";
  id: number;
  url: string;
  timeout: number;
  method: "GET" | "POST" | "PUT" | "DELETE";
  body: string | null;
};

/** Call our own API. */
export type Call = {
  type: "call";
  id: number;
  method: "POST" | "PUT";
  path: string;
  headers: Record<string, string>;
  body: string | null;
};

export type Action =
  | Fetch
  | Call
  | { type: "wake"; at: number }
  | { type: "save"; budget: BudgetState }
  | ({ type: "progress" } & Progress)
  | ({ type: "doing" } & Doing)
  | ({ type: "done" } & Done);

/** What a session is opened with. */
export type SessionOptions = {
  driver: string;
  origins: string[];
  seed: string;
  now: number;
  budget: BudgetState | null;
} & Opening;

/** Why there is no engine: the keys are what `Done.reason` then says. */
export type Loss = "engine_unreachable" | "engine_blocked" | "engine_crashed";

export type ToWorker =
  | ({ type: "start"; lane: Lane; driver: string; origins: string[] } & Opening)
  | { type: "stop"; lane: Lane }
  | { type: "woke"; lane: Lane }
  /** No token: signed out. `failed`: none to be had just now. */
  | { type: "token"; id: number; token: string | null; failed: boolean };

export type FromWorker =
  /** `alive` names a lock that the worker holds until it ends, however it ends. */
  | { type: "ready"; alive: string }
  | { type: "progress"; progress: Progress }
  | { type: "doing"; doing: Doing }
  | { type: "done"; lane: Lane; done: Done }
  | { type: "token"; id: number; renew: boolean }
  | { type: "lost"; loss: Loss };
