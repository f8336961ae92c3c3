import "fake-indexeddb/auto";
import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { read as readKept, write as writeKept } from "../engine/kept";
import { forget, inParts, transact } from "./disk";

const write = (value: string) =>
  transact(["outbox"], "readwrite", (store) => {
    store("outbox").put(value, ["ann", value]);
    return undefined;
  });

/** The connection that `work` goes by. */
async function connectionOf(work: () => Promise<unknown>): Promise<IDBDatabase> {
  const begin = vi.spyOn(IDBDatabase.prototype, "transaction");
  await work();
  return begin.mock.contexts.at(-1) as IDBDatabase;
}

const another = (name: string) =>
  new Promise<void>((resolve) => {
    const deletion = indexedDB.deleteDatabase(name);
    deletion.onsuccess = () => resolve();
  });

afterEach(() => {
  vi.restoreAllMocks();
});

test("a connection that the browser closed is opened anew", async () => {
  const connection = await connectionOf(() => write("a"));
  forceCloseDatabase(connection as never);
  await write("b");
  expect(await inParts("outbox", "ann")).toEqual(["a", "b"]);
});

test("a connection that was closed without a word is opened anew", async () => {
  const connection = await connectionOf(() => write("c"));
  connection.close();
  await write("d");
  (await connectionOf(() => write("e"))).close();
  expect(await inParts("outbox", "ann")).toContain("d");
});

test("a connection that made way for another page is opened anew", async () => {
  await write("f");
  await another("waugzee");
  await write("g");
  expect(await inParts("outbox", "ann")).toEqual(["g"]);

  await writeKept("ended", { user: "ann", at: 1 });
  await another("waugzee engine");
  await writeKept("ended", { user: "ann", at: 2 });
  expect(await readKept("ended")).toEqual({ user: "ann", at: 2 });
  (await connectionOf(() => readKept("ended"))).close();
  expect(await readKept("ended")).toEqual({ user: "ann", at: 2 });
});

test("once somebody's rows were forgotten, their page keeps nothing more", async () => {
  await write("h");
  const late = forget("ann").then(() => write("i"));
  await expect(late).rejects.toThrow();
  expect(await inParts("outbox", "ann")).toEqual([]);
});
