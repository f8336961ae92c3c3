/** What turns, and on which decks, as this device keeps it: a record put on without a network survives a reload. */
import type { Turntable } from "../../api/types";
import { transact } from "../../lib/disk";
import type { Turning } from "./spin-state";

export type KeptSpins = { turnings: readonly Turning[]; decks: readonly Pick<Turntable, "id" | "name">[] };

export function keptSpins(user: string) {
  const key = [user, "spins"];
  return {
    read: () =>
      transact<KeptSpins | undefined>(["cursors"], "readonly", (store) => store("cursors").get(key)).catch(
        () => undefined,
      ),
    write: (kept: KeptSpins) =>
      transact(["cursors"], "readwrite", (store) => {
        store("cursors").put(kept, key);
        return undefined;
      }).catch(() => undefined),
  };
}
