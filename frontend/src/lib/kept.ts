/** The shelf and the outbox of one user, as this device keeps them. */
import type { Copy } from "../api/types";
import { inParts, ofUser, transact } from "./disk";
import type { OutboxDisk, Parcel } from "./outbox";
import type { ShelfDisk } from "./shelf-store";

/** How far the feed was read, and when; what was kept in another form is read anew. */
type Place = { cursor: string; asOf: number; form?: number };

/** Counted on when rows hold more than they did. */
const FORM = 3;

export function keptShelf(user: string): ShelfDisk<Copy> {
  return {
    async read() {
      const copies = await inParts<Copy>("copies", user);
      const place = await transact<Place | undefined>(["cursors"], "readonly", (store) =>
        store("cursors").get([user]),
      );
      const known = place?.form === FORM ? place : undefined;
      return { copies, cursor: known?.cursor, asOf: known?.asOf };
    },
    async write(copies, cursor, asOf) {
      await transact(["copies", "cursors"], "readwrite", (store) => {
        for (const copy of copies) {
          store("copies").put(copy, [user, copy.id]);
        }
        store("cursors").put({ cursor, asOf, form: FORM } satisfies Place, [user]);
        return undefined;
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
    async remove(ids) {
      await transact(["outbox"], "readwrite", (store) => {
        for (const id of ids) store("outbox").delete([user, id]);
        return undefined;
      });
    },
  };
}
