/**
 * The worker: Python with the sync engine, and the hands it works with. It loads from our own origin alone.
 * Tokens pass through memory and are written nowhere.
 */

import files from "virtual:engine";
import type { PyCallable } from "pyodide/ffi";
import { loadEngine } from "../../engine/load.mjs";
import type { BudgetState, FromWorker, Loss, SessionOptions, ToWorker } from "./events";
import { newestWins, read, write } from "./kept";
import { callApi, fetchPage, type Tokens } from "./requests";
import { openSession, type Session } from "./session";
import type { Lane } from "./types";

/** A body crosses over as JavaScript's own bytes; the JSON on both ways is text, which is copied faster. */
const OPEN = `
from waugzee_sync.host import open_errands, open_session

def opened(lane, options):
    session = open_errands(options) if lane == "errands" else open_session(options)
    return lambda event, body: session.feed(event, body.to_bytes())

opened
`;

/** The smallest WebAssembly module. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

const say = (message: FromWorker): void => self.postMessage(message);

function lose(loss: Loss, error: unknown): void {
  console.error(loss, error);
  say({ type: "lost", loss });
}

/** Give the page a sign of life it need not wait for: the lock is free the moment this worker is gone. */
function holdSignOfLife(): Promise<string> {
  const name = `waugzee engine ${crypto.randomUUID()}`;
  return new Promise((held, refused) => {
    const forEver = () => {
      held(name);
      return new Promise<never>(() => undefined);
    };
    navigator.locks.request(name, forEver).catch(refused);
  });
}

async function boot(): Promise<PyCallable> {
  const pyodide = await loadEngine(files);
  return pyodide.runPython(OPEN) as PyCallable;
}

type Start = Extract<ToWorker, { type: "start" }>;

let open: PyCallable | undefined;
const sessions: Partial<Record<Lane, Promise<Session>>> = {};

const questions = new Map<number, { resolve(token: string | null): void; reject(): void }>();
let asked = 0;

const tokens: Tokens = (renew) =>
  new Promise((resolve, reject) => {
    asked += 1;
    questions.set(asked, { resolve, reject });
    say({ type: "token", id: asked, renew });
  });

const saveBudget = newestWins((budget: BudgetState) => write("budget", budget));

async function start(given: Start): Promise<Session> {
  const seed = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  const budget = (await read("budget")) ?? null;
  const { type: _, lane, ...opening } = given;
  const options: SessionOptions = { ...opening, seed: seed.join(""), now: Date.now() / 1000, budget };
  const feed = open?.(lane, JSON.stringify(options)) as PyCallable;
  const opened = openSession({
    feed: (event, body) => feed(event, body) as string,
    fetch: fetchPage,
    call: (call, signal) => callApi(call, tokens, signal),
    save: saveBudget,
    onProgress: (progress) => say({ type: "progress", progress }),
    onDoing: (doing) => say({ type: "doing", doing }),
    onDone: (done) => {
      feed.destroy();
      say({ type: "done", lane, done });
    },
    onCrash: (error) => lose("engine_crashed", error),
  });
  opened.tell("started");
  return opened;
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case "start":
      sessions[data.lane] = start(data);
      sessions[data.lane]?.catch((error: unknown) => lose("engine_crashed", error));
      break;
    case "stop":
    case "woke":
      sessions[data.lane]?.then(
        (one) => one.tell(data.type),
        () => undefined,
      );
      break;
    case "token": {
      const question = questions.get(data.id);
      questions.delete(data.id);
      if (data.failed) question?.reject();
      else question?.resolve(data.token);
    }
  }
};

function isBlocked(): unknown {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
    return undefined;
  } catch (error) {
    return error;
  }
}

// Pyodide would try for ever.
const blocked = isBlocked();
if (blocked) lose("engine_blocked", blocked);
else
  Promise.all([boot(), holdSignOfLife()]).then(
    ([opened, alive]) => {
      open = opened;
      say({ type: "ready", alive });
    },
    (error: unknown) => lose("engine_unreachable", error),
  );
