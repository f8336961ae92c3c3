/**
 * What turns, and on which decks, as this device keeps it: a record put on without a network survives a reload.
 * What the server told is the same for every tab; what it has not heard yet is a row for each record, so that no
 * tab overwrites what another one did.
 */
import type { Turntable } from "../../api/types";
import { transact, withFound } from "../../lib/disk";
import type { Turning } from "./spin-state";

export type KeptSpins = { turnings: readonly Turning[]; decks: readonly Pick<Turntable, "id" | "name">[] };

export function keptSpins(user: string) {
  const key = [user, "spins"];
  const rows = IDBKeyRange.bound(key, [...key, []], true);

  return {
    async read(): Promise<KeptSpins | undefined> {
      const told = await transact<KeptSpins | undefined>(["cursors"], "readonly", (store) =>
        store("cursors").get(key),
      ).catch(() => undefined);
      const untold = await transact<Turning[]>(["cursors"], "readonly", (store) =>
        store("cursors").getAll(rows),
      ).catch(() => undefined);
      if (!told && !untold?.length) return undefined;
      const turnings = [...(told?.turnings ?? []), ...(untold ?? [])];
      const last = new Map(turnings.map((one) => [one.spin.id, one]));
      return { turnings: [...last.values()], decks: told?.decks ?? [] };
    },

    /** Keeps what became of `before` in this tab; what is newer on the device stays. */
    write: ({ turnings, decks }: KeptSpins, before: readonly Turning[]) =>
      transact(["cursors"], "readwrite", (store) => {
        const cursors = store("cursors");
        const change = (one: Turning, work: (key: IDBValidKey) => void) => {
          const own = [...key, one.spin.id];
          withFound<Turning | undefined>(cursors.get(own), (row) => {
            if (changedAt(row) <= changedAt(one)) work(own);
          });
        };
        const untold = turnings.filter((one) => one.untold);
        cursors.put({ turnings: turnings.filter((one) => !one.untold), decks }, key);
        for (const one of untold) if (!before.includes(one)) change(one, (own) => cursors.put(one, own));
        const ids = new Set(untold.map((one) => one.spin.id));
        for (const one of before) {
          if (one.untold && !ids.has(one.spin.id)) change(one, (own) => cursors.delete(own));
        }
        return undefined;
      }).catch(() => undefined),
  };
}

const changedAt = (one: Turning | undefined): number => one?.untold?.changed ?? 0;
