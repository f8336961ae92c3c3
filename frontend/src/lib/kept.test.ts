import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Copy } from "../api/types";
import { ofUser, transact } from "./disk";
import { keptOutbox, keptShelf } from "./kept";
import type { Parcel } from "./outbox";

type Tab = ReturnType<typeof keptShelf>;

const copies = (title: string) =>
  Array.from({ length: 350 }, (_, n) => ({ id: `c${n}`, title })) as unknown as Copy[];

beforeEach(() => {
  vi.stubGlobal("window", { requestIdleCallback: (work: () => void) => work() });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const page = (copies: readonly Copy[], cursor: string, anew = false) => ({
  copies: [...copies],
  cursor,
  more: false,
  anew,
});

async function read(user: string) {
  const { copies, cursor } = await keptShelf(user).read();
  return { titles: [...new Set(copies.map(({ title }) => title))], number: copies.length, cursor };
}

const settle = (tab: Tab, held: readonly Copy[], cursor: string) =>
  tab.settle?.(
    () => held,
    () => cursor,
  );

/** Packs what a tab holds, and waits until no row lies beside the packs. */
async function packed(user: string, tab: Tab, held: readonly Copy[], cursor: string): Promise<void> {
  settle(tab, held, cursor);
  const own = IDBKeyRange.bound([user], [user, []]);
  const count = () => transact<number>(["copies"], "readonly", (store) => store("copies").count(own));
  await vi.waitFor(async () => expect(await count()).toBe(0));
}

test("rows are packed, and what is written since counts more", async () => {
  const tab = keptShelf("ann");
  await tab.write(page(copies("first"), "1"), undefined, 1);
  await packed("ann", tab, copies("first"), "1");
  expect(await read("ann")).toEqual({ titles: ["first"], number: 350, cursor: "1" });
  await tab.write(page(copies("second").slice(0, 1), "2"), "1", 2);
  const { copies: all, cursor } = await keptShelf("ann").read();
  expect([all.length, all.find(({ id }) => id === "c0")?.title, cursor]).toEqual([350, "second", "2"]);
});

test("a tab that knows less than another one has read since packs nothing", async () => {
  const [one, other] = [keptShelf("bea"), keptShelf("bea")];
  await one.write(page(copies("first"), "1"), undefined, 1);
  await other.write(page(copies("second"), "2"), "1", 2);
  settle(one, copies("first"), "1");
  await packed("bea", other, copies("second"), "2");
  expect(await read("bea")).toEqual({ titles: ["second"], number: 350, cursor: "2" });
});

test("a tab whose rows are gone from the device leaves no cursor there", async () => {
  const tab = keptShelf("eve");
  await tab.write(page(copies("first"), "1"), undefined, 1);
  await transact(["copies", "cursors"], "readwrite", (store) => {
    for (const name of ["copies", "cursors"] as const) store(name).delete(ofUser("eve"));
    return undefined;
  });
  await tab.write(page([], "1"), "1", 2);
  expect(await read("eve")).toEqual({ titles: [], number: 0, cursor: undefined });
});

test("a tab that another one has overtaken leaves what that one read", async () => {
  const [one, other] = [keptShelf("fay"), keptShelf("fay")];
  await one.write(page(copies("first"), "1"), undefined, 1);
  await other.write(page(copies("third"), "3"), "1", 3);
  await one.write(page(copies("second"), "2"), "1", 2);
  expect(await read("fay")).toEqual({ titles: ["third"], number: 350, cursor: "3" });
});

test("what is read anew takes the place of all that was there", async () => {
  const tab = keptShelf("gus");
  await tab.write(page(copies("first"), "9"), undefined, 1);
  await packed("gus", tab, copies("first"), "9");
  await tab.write(page(copies("second").slice(0, 2), "2", true), "9", 2);
  expect(await read("gus")).toEqual({ titles: ["second"], number: 2, cursor: "2" });
});

test.each([1, 2, 3])(
  "a tab that reads while another one packs misses nothing (at its look %i)",
  async (at) => {
    const user = `cleo ${at}`;
    const tab = keptShelf(user);
    await tab.write(page(copies("first"), "1"), undefined, 1);
    await packed(user, tab, copies("first"), "1");
    await tab.write(page(copies("second"), "2"), "1", 2);
    const begin = IDBDatabase.prototype.transaction;
    let looks = 0;
    let packing: Promise<void> | undefined;
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args) {
      const transaction = begin.apply(this, args);
      if (++looks === at) packing = packed(user, tab, copies("second"), "2");
      return transaction;
    });
    const found = await read(user);
    vi.restoreAllMocks();
    await packing;
    expect(found).toEqual({ titles: ["second"], number: 350, cursor: "2" });
  },
);

test("what two tabs make of a waiting entry follows one after the other", async () => {
  const play: Parcel = {
    id: "p1",
    kind: "play",
    copyId: "c1",
    at: "2026-11-21T12:00:00Z",
    deed: "log",
    tried: false,
  };
  const [one, other] = [keptOutbox("dora"), keptOutbox("dora")];
  await one.put([play]);
  const tried = one.change("p1", (row) => row && { ...row, tried: true });
  const gone = other.change("p1", (row) => (row?.tried ? { ...row, deed: "undo" } : undefined));
  expect([await tried, await gone]).toMatchObject([{ tried: true }, { deed: "undo" }]);
  expect(await other.all()).toMatchObject([{ id: "p1", deed: "undo" }]);
  expect(await one.change("p1", () => undefined)).toBeUndefined();
  expect(await one.all()).toEqual([]);
});

test("a disk that is full keeps what it has and rejects what is new", async () => {
  const outbox = keptOutbox("hal");
  const tab = keptShelf("hal");
  await tab.write(page(copies("first"), "1"), undefined, 1);
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const play = { id: "p1", kind: "play", copyId: "c1", at: "", deed: "log", tried: false } as const;
  await expect(outbox.change("p1", () => play)).rejects.toThrow();
  await expect(tab.write(page(copies("second"), "2", true), "1", 2)).rejects.toThrow();
  vi.restoreAllMocks();
  expect(await read("hal")).toEqual({ titles: ["first"], number: 350, cursor: "1" });
});
