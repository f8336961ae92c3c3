/** The shelf and the outbox of one user, as this device keeps them. */
import type { Copy } from "../api/types";
import { inParts, ofUser, transact, withFound } from "./disk";
import { breathe, whenIdle } from "./idle";
import type { OutboxDisk, Parcel } from "./outbox";
import type { ShelfDisk } from "./shelf-store";

/** How far the feed was read, and when; what was kept in another form is read anew. */
type Place = { cursor: string; asOf: number; form?: number };

/** Counted on when rows hold more than they did. */
const FORM = 3;

/** Of so many copies one text is made: to unpack it takes a phone a few milliseconds. */
const PACK = 400;
/** So many rows may lie beside the packs. */
const LOOSE = 300;

/**
 * Each copy that is read is kept as a row, so that tabs do not overwrite what another one learnt. Ten thousand
 * rows are slow to read, so they are packed into few texts once nothing more comes; rows written since count more.
 */
export function keptShelf(user: string): ShelfDisk<Copy> {
  const packs = [user, "packed"];
  const allPacks = IDBKeyRange.bound(packs, [...packs, []]);
  const place = (store: (name: "cursors") => IDBObjectStore) => store("cursors").get([user]);
  const clear = (store: (name: "copies" | "cursors") => IDBObjectStore) => {
    store("copies").delete(ofUser(user));
    store("cursors").delete(allPacks);
  };
  let loose = 0;
  let packing = false;

  async function pack(copies: readonly Copy[], cursor: string): Promise<void> {
    const texts: string[] = [];
    for (let at = 0; at < copies.length; at += PACK) {
      texts.push(JSON.stringify(copies.slice(at, at + PACK)));
      await breathe();
    }
    await transact(["copies", "cursors"], "readwrite", (store) => {
      withFound<Place | undefined>(place(store), (known) => {
        // Somebody has read on meanwhile: these are not the rows of that place.
        if (known?.cursor !== cursor) return;
        clear(store);
        texts.forEach((text, n) => {
          store("cursors").put(text, [...packs, n]);
        });
        loose = 0;
      });
      return undefined;
    });
  }

  return {
    async read() {
      // In this order: what another tab reads meanwhile comes after that place and is read again, and what it
      // packs is found in the packs.
      const known = await transact<Place | undefined>(["cursors"], "readonly", place);
      const rows = await inParts<Copy>("copies", user);
      const texts = await transact<string[]>(["cursors"], "readonly", (store) =>
        store("cursors").getAll(allPacks),
      );
      if (known?.form !== FORM) return { copies: [], cursor: undefined, asOf: undefined };
      loose = rows.length;
      const copies = new Map<string, Copy>();
      for (const text of texts ?? []) {
        for (const copy of JSON.parse(text) as Copy[]) copies.set(copy.id, copy);
        await breathe();
      }
      for (const copy of rows) copies.set(copy.id, copy);
      return { copies: [...copies.values()], cursor: known.cursor, asOf: known.asOf };
    },
    async write({ copies, cursor, anew }, since, asOf) {
      loose += copies.length;
      await transact(["copies", "cursors"], "readwrite", (store) => {
        withFound<Place | undefined>(place(store), (found) => {
          const known = found?.form === FORM ? found.cursor : undefined;
          // Another tab has read on or was signed out: the rows before these may not be there.
          if (!anew && known !== since) return;
          if (anew) clear(store);
          for (const copy of copies) {
            store("copies").put(copy, [user, copy.id]);
          }
          store("cursors").put({ cursor, asOf, form: FORM } satisfies Place, [user]);
        });
        return undefined;
      });
    },
    settle(copies, cursor) {
      if (loose <= LOOSE || packing) return;
      packing = true;
      whenIdle(() => {
        void pack(copies(), cursor())
          .catch(() => undefined)
          .finally(() => {
            packing = false;
          });
      });
    },
  };
}

export function keptOutbox(user: string): OutboxDisk {
  return {
    async all() {
      const parcels = await transact<Parcel[]>(["outbox"], "readonly", (store) =>
        store("outbox").getAll(ofUser(user)),
      );
      return parcels ?? [];
    },
    async put(parcels) {
      await transact(["outbox"], "readwrite", (store) => {
        for (const parcel of parcels) store("outbox").put(parcel, [user, parcel.id]);
        return undefined;
      });
    },
    async change(id, next) {
      let row: Parcel | undefined;
      await transact(["outbox"], "readwrite", (store) => {
        const rows = store("outbox");
        withFound<Parcel | undefined>(rows.get([user, id]), (found) => {
          row = next(found);
          if (row) rows.put(row, [user, id]);
          else rows.delete([user, id]);
        });
        return undefined;
      });
      return row;
    },
  };
}
