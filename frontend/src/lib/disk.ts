/**
 * What this device keeps (IndexedDB): the shelf as last seen and what is waiting to be sent. Every
 * row belongs to one user, named by issuer and subject; signing out removes that user's rows.
 * A browser that refuses to store (private windows, full disks) costs only the keeping: callers go on.
 */

const NAME = "waugzee";
const STORES = ["copies", "cursors", "outbox"] as const;

export type StoreName = (typeof STORES)[number];

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
    };
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
    request.onblocked = () => reject(new Error("IndexedDB is blocked by another tab"));
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Browsers close a connection without a word, iOS in the background: then it is opened anew, once. */
async function begin(stores: readonly StoreName[], mode: IDBTransactionMode): Promise<IDBTransaction> {
  try {
    return (await open()).transaction([...stores], mode);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    opening = undefined;
    return (await open()).transaction([...stores], mode);
  }
}

/** Runs `work` in one transaction; resolves with its result once the transaction is on disk. */
export async function transact<T>(
  stores: readonly StoreName[],
  mode: IDBTransactionMode,
  work: (store: (name: StoreName) => IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const transaction = await begin(stores, mode);
  if (left && mode === "readwrite") throw new Error("Signed out of this page");
  return new Promise((resolve, reject) => {
    const request = work((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("Not kept"));
  });
}

/** Goes on in a transaction with what was found, all of it or nothing: some browsers throw where the disk is full. */
export function withFound<T>(request: IDBRequest<T>, work: (found: T) => void): void {
  request.onsuccess = () => {
    try {
      work(request.result);
    } catch {
      request.transaction?.abort();
    }
  };
}

/** All keys `[user, …]` of one user. */
export function ofUser(user: string): IDBKeyRange {
  return IDBKeyRange.bound([user], [user, []]);
}

/** So many rows are unpacked in a few milliseconds, on a phone too. */
const PART = 1_000;

/** Every row of one user, part by part: between two of them the page can answer. */
export async function inParts<T>(name: StoreName, user: string): Promise<T[]> {
  const transaction = await begin([name], "readonly");
  return new Promise((resolve, reject) => {
    const all: T[] = [];
    const store = transaction.objectStore(name);
    const next = (after: IDBValidKey) => {
      const range = IDBKeyRange.bound(after, [user, []], true);
      const keys = store.getAllKeys(range, PART);
      const rows = store.getAll(range, PART);
      rows.onsuccess = () => {
        for (const row of rows.result as T[]) all.push(row);
        const last = keys.result.at(-1);
        if (last !== undefined && keys.result.length === PART) next(last);
      };
    };
    next([user]);
    transaction.oncomplete = () => resolve(all);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

let left = false;

/** Removes everything kept for one user, whose page this was: what it still learns is kept no more. */
export async function forget(user: string): Promise<void> {
  await transact(STORES, "readwrite", (store) => {
    left = true;
    for (const name of STORES) store(name).delete(ofUser(user));
    return undefined;
  });
}
