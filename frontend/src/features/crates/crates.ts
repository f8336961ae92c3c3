/** The user's own lists: kept on the device, changed here at once, and as the server says them. */
import { createContext, createMemo, createSignal, useContext } from "solid-js";
import { answer } from "../../api/client";
import type { Crate } from "../../api/types";
import { transact } from "../../lib/disk";
import type { Library } from "../../lib/library";
import { oneByOne } from "../../lib/one-by-one";
import { uuid7 } from "../../lib/uuid";
import { movedTo } from "./order";

export type CratesControl = ReturnType<typeof createCrates>;

export const CratesContext = createContext<CratesControl>();

export function useCrates(): CratesControl {
  const crates = useContext(CratesContext);
  if (!crates) throw new Error("no crates above this component");
  return crates;
}

export function createCrates(library: Library) {
  const { api } = library;
  const [crates, setCrates] = createSignal<readonly Crate[]>();
  const [problem, setProblem] = createSignal<unknown>();
  const key = [library.user, "crates"];
  const ordered = oneByOne();
  let asked = 0;
  let underWay = 0;

  const open = transact<Crate[] | undefined>(["cursors"], "readonly", (store) => store("cursors").get(key))
    .then((kept) => kept && crates() === undefined && setCrates(kept))
    .catch(() => undefined);

  async function load(): Promise<void> {
    const turn = ++asked;
    try {
      const told = await answer(api.GET("/api/crates"));
      // It may not tell of what is under way; it is asked again after that.
      if (turn !== asked || underWay > 0) return;
      setCrates(told.crates);
      setProblem(undefined);
      await transact(["cursors"], "readwrite", (store) => {
        store("cursors").put(told.crates, key);
        return undefined;
      }).catch(() => undefined);
    } catch (error) {
      if (turn === asked) setProblem(() => error);
    }
  }

  /** Shows what is meant at once; what the server says of it follows, done or refused. */
  async function change(
    shown: (crates: readonly Crate[]) => readonly Crate[],
    work: () => Promise<unknown>,
  ): Promise<void> {
    underWay += 1;
    setCrates((all) => shown(all ?? []));
    try {
      await ordered(work);
    } finally {
      underWay -= 1;
      if (underWay === 0) await load();
    }
  }

  const of = (id: string, next: (crate: Crate) => Crate) => (all: readonly Crate[]) =>
    all.map((crate) => (crate.id === id ? next(crate) : crate));
  const path = (crate_id: string, copy_id: string) => ({ params: { path: { crate_id, copy_id } } });

  const unlisten = library.on((event) => {
    if (event.type === "open" || event.type === "crates") void load();
  });

  /** The crates that each copy stands in. */
  const byCopy = createMemo(() => {
    const all = new Map<string, string[]>();
    for (const crate of crates() ?? []) {
      for (const copy of crate.copies) all.set(copy, [...(all.get(copy) ?? []), crate.id]);
    }
    return all;
  });

  return {
    open,
    crates: () => crates() ?? [],
    known: () => crates() !== undefined,
    crate: (id: string) => crates()?.find((crate) => crate.id === id),
    byCopy,
    problem,
    load,

    async make(name: string, copyId?: string): Promise<string> {
      const id = uuid7();
      await change(
        (all) => [...all, { id, name, copies: copyId ? [copyId] : [] }],
        async () => {
          await answer(api.POST("/api/crates", { body: { id, name } }));
          if (copyId) {
            const url = "/api/crates/{crate_id}/copies/{copy_id}";
            await answer(api.PUT(url, { ...path(id, copyId), body: {} }));
          }
        },
      );
      return id;
    },

    rename: (id: string, name: string) =>
      change(
        of(id, (crate) => ({ ...crate, name })),
        () =>
          answer(api.PATCH("/api/crates/{crate_id}", { params: { path: { crate_id: id } }, body: { name } })),
      ),

    /** Moves a crate among the others. */
    moveCrate(id: string, to: number): Promise<void> {
      const ids = movedTo(
        (crates() ?? []).map((crate) => crate.id),
        id,
        to,
      );
      const after = ids[ids.indexOf(id) - 1] ?? null;
      return change(
        (all) => ids.flatMap((one) => all.find((crate) => crate.id === one) ?? []),
        () =>
          answer(
            api.PATCH("/api/crates/{crate_id}", { params: { path: { crate_id: id } }, body: { after } }),
          ),
      );
    },

    forget: (id: string) =>
      change(
        (all) => all.filter((crate) => crate.id !== id),
        () => answer(api.DELETE("/api/crates/{crate_id}", { params: { path: { crate_id: id } } })),
      ),

    put: (id: string, copyId: string) =>
      change(
        of(id, (crate) => ({ ...crate, copies: [...crate.copies.filter((one) => one !== copyId), copyId] })),
        () => answer(api.PUT("/api/crates/{crate_id}/copies/{copy_id}", { ...path(id, copyId), body: {} })),
      ),

    take: (id: string, copyId: string) =>
      change(
        of(id, (crate) => ({ ...crate, copies: crate.copies.filter((one) => one !== copyId) })),
        () => answer(api.DELETE("/api/crates/{crate_id}/copies/{copy_id}", path(id, copyId))),
      ),

    /** Moves a record to a place in its crate, counted from 0. */
    move(id: string, copyId: string, to: number): Promise<void> {
      const copies = movedTo(crates()?.find((crate) => crate.id === id)?.copies ?? [], copyId, to);
      const after = copies[copies.indexOf(copyId) - 1] ?? null;
      return change(
        of(id, (crate) => ({ ...crate, copies })),
        () =>
          answer(
            api.PUT("/api/crates/{crate_id}/copies/{copy_id}", { ...path(id, copyId), body: { after } }),
          ),
      );
    },

    close(): void {
      unlisten();
      asked++;
    },
  };
}
