/** A database of this browser's: its connection is opened when first needed, and anew where it was closed. */

/** What begins a transaction of the database of this name, made with these stores where it is not there yet. */
export function database<Store extends string>(name: string, stores: readonly Store[]) {
  let opening: Promise<IDBDatabase> | undefined;
  const lost = () => {
    opening = undefined;
  };

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of stores) request.result.createObjectStore(store);
      };
      request.onsuccess = () => {
        const db = request.result;
        db.onversionchange = () => {
          db.close();
          lost();
        };
        db.onclose = lost;
        resolve(db);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("IndexedDB is blocked by another tab"));
    }).catch((error: unknown) => {
      lost();
      throw error;
    });
    return opening;
  }

  /** Browsers close a connection without a word, iOS in the background: then it is opened anew, once. */
  return async (of: readonly Store[], mode: IDBTransactionMode): Promise<IDBTransaction> => {
    try {
      return (await open()).transaction([...of], mode);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      lost();
      return (await open()).transaction([...of], mode);
    }
  };
}
