/** The shelf and the outbox of one user, as this device keeps them. */
import type { Copy } from "../api/types";
import { ofUser, transact } from "./disk";
import type { OutboxDisk, Parcel } from "./outbox";
import type { ShelfDisk } from "./shelf-store";

export function keptShelf(user: string): ShelfDisk<Copy> {
  return {
    async read() {
      const copies = await transact<Copy[]>(["copies"], "readonly", (store) =>
        store("copies").getAll(ofUser(user)),
      );
      const cursor = await transact<string | undefined>(["cursors"], "readonly", (store) =>
        store("cursors").get([user]),
      );
      return { copies: copies ?? [], cursor };
    },
    async write(copies, cursor) {
      await transact(["copies", "cursors"], "readwrite", (store) => {
        for (const copy of copies) {
          if (copy.removed_at === null) store("copies").put(copy, [user, copy.id]);
          else store("copies").delete([user, copy.id]);
        }
        store("cursors").put(cursor, [user]);
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
