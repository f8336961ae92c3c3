/**
 * What this browser keeps of the engine, whoever is signed in: how much of Discogs' limit is used, since
 * Discogs counts by address, and which run ended last. It outlives signing out and names nobody.
 * A browser that refuses to store costs only the keeping.
 */
import type { BudgetState } from "./events";

const NAME = "waugzee engine";
const STORE = "kept";

/** `user` is a digest. `at` is in milliseconds. */
export type Ended = { user: string; at: number };

type Kept = { budget: BudgetState; ended: Ended };

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => {
        db.close();
        opening = undefined;
      };
      db.onclose = () => {
        opening = undefined;
      };
      resolve(db);
    };
    request.onerror = () => reject(request.error);
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Browsers close a connection without a word, iOS in the background: then it is opened anew, once. */
async function begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
  try {
    return (await open()).transaction(STORE, mode);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    opening = undefined;
    return (await open()).transaction(STORE, mode);
  }
}

async function transact<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = await begin(mode);
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export function read<K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> {
  return transact<Kept[K] | undefined>("readonly", (store) => store.get(key)).catch(() => undefined);
}

/** Resolves once the value is on disk, or cannot be. */
export async function write<K extends keyof Kept>(key: K, value: Kept[K]): Promise<void> {
  await transact("readwrite", (store) => store.put(value, key)).catch(() => undefined);
}

/**
 * Makes a writer of which the newest value wins: what comes while a write is under way waits for one
 * next write. Each call resolves once its value, or a newer one, is written.
 */
export function newestWins<T>(write: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let next: { value: T; written: Promise<void> } | undefined;
  return (value) => {
    if (next) {
      next.value = value;
      return next.written;
    }
    const own = { value, written: writing };
    next = own;
    writing = own.written = writing.then(() => {
      next = undefined;
      return write(own.value);
    });
    return own.written;
  };
}
