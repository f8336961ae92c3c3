import { beforeEach, describe, expect, test } from "vitest";
import { createShelfStore, type ShelfDisk } from "./shelf-store";

type Copy = {
  id: string;
  release_id: number;
  title: string;
  removed_at: string | null;
  plays: number;
  last_played_at: string | null;
  last_cleaned_at: string | null;
  plays_since_cleaning: number;
};

const copy = (id: string, more: Partial<Copy> = {}): Copy => ({
  id,
  release_id: 1,
  title: `Record ${id}`,
  removed_at: null,
  plays: 0,
  last_played_at: null,
  last_cleaned_at: null,
  plays_since_cleaning: 0,
  ...more,
});

const NOON = "2026-11-21T12:00:00Z";

/** The server's feed: each row with the number at which it last changed. */
let feed: { n: number; row: Copy }[];
let asked: (string | undefined)[];
let kept: { copies: Map<string, Copy>; cursor: string | undefined; asOf: number | undefined };
let pageSize: number;

const disk: ShelfDisk<Copy> = {
  read: async () => ({ ...kept, copies: [...kept.copies.values()] }),
  write: async ({ copies, cursor, anew }, _, asOf) => {
    if (anew) kept.copies.clear();
    for (const row of copies) kept.copies.set(row.id, row);
    kept.cursor = cursor;
    kept.asOf = asOf;
  },
};

function change(row: Copy): void {
  const n = Math.max(0, ...feed.map((item) => item.n)) + 1;
  feed = [...feed.filter((item) => item.row.id !== row.id), { n, row }];
}

function newStore() {
  return createShelfStore<Copy>({
    page: async (since) => {
      asked.push(since);
      const anew = Number(since ?? 0) > Math.max(0, ...feed.map((item) => item.n));
      const after = anew ? 0 : Number(since ?? 0);
      const rest = feed.filter((item) => item.n > after).sort((a, b) => a.n - b.n);
      const page = rest.slice(0, pageSize);
      return {
        copies: page.map((item) => item.row),
        cursor: String(page.at(-1)?.n ?? after),
        more: rest.length > pageSize,
        anew,
      };
    },
    disk,
  });
}

const titles = (store: ReturnType<typeof newStore>) => store.copies().map((row) => row.title);

beforeEach(() => {
  feed = [];
  asked = [];
  kept = { copies: new Map(), cursor: undefined, asOf: undefined };
  pageSize = 2;
});

describe("the feed", () => {
  test("is read to its end, then only what changed", async () => {
    for (const id of ["a", "b", "c"]) change(copy(id));
    const store = newStore();
    await store.catchUp();
    expect(titles(store)).toEqual(["Record a", "Record b", "Record c"]);
    expect(asked).toEqual([undefined, "2"]);

    change(copy("b", { title: "Renamed" }));
    change(copy("c", { removed_at: NOON }));
    await store.catchUp();
    expect(titles(store)).toEqual(["Record a", "Renamed"]);
    expect(asked.slice(2)).toEqual(["3"]);
  });

  test("is read from the beginning where the server forgot what it said", async () => {
    for (const id of ["a", "b", "c", "d"]) change(copy(id));
    const store = newStore();
    await store.catchUp();
    store.expect("p1", "a", { kind: "play", at: NOON });
    // A backup was put back: of before "d", and before "a" was called so.
    feed = feed.slice(0, 3).map(({ n, row }) => ({ n, row: { ...row, title: `Old ${row.id}` } }));
    await store.catchUp();
    expect(titles(store)).toEqual(["Old a", "Old b", "Old c"]);
    expect(store.copy("a")?.plays).toBe(1);
    expect([...kept.copies.keys()]).toEqual(["a", "b", "c"]);
    expect(kept.cursor).toBe("3");
  });

  test("a copy that comes back stands on the shelf again", async () => {
    change(copy("a", { removed_at: NOON }));
    const store = newStore();
    await store.catchUp();
    expect(store.copies()).toEqual([]);
    change(copy("a"));
    await store.catchUp();
    expect(titles(store)).toEqual(["Record a"]);
  });

  test("a call during a reading is answered by one more reading", async () => {
    const store = newStore();
    const first = store.catchUp();
    change(copy("late"));
    await Promise.all([first, store.catchUp(), store.catchUp()]);
    expect(titles(store)).toEqual(["Record late"]);
    expect(asked).toHaveLength(2);
  });

  test("an empty shelf is known only once the server has said so", async () => {
    const store = newStore();
    await store.open();
    expect(store.known()).toBe(false);
    await store.catchUp();
    expect(store.known()).toBe(true);
  });
});

describe("the device's copy", () => {
  test("shows at once on the next visit and asks only for what changed since", async () => {
    change(copy("a"));
    const earlier = newStore();
    await earlier.catchUp();

    const store = newStore();
    await store.open();
    expect(store.known()).toBe(true);
    expect(titles(store)).toEqual(["Record a"]);
    expect(store.asOf()).toBe(earlier.asOf());
    asked = [];
    await store.catchUp();
    expect(asked).toEqual(["1"]);
  });

  test("rows kept as removed stay away", async () => {
    kept = { copies: new Map([["a", copy("a", { removed_at: NOON })]]), cursor: "1", asOf: 1 };
    const store = newStore();
    await store.open();
    expect(store.copies()).toEqual([]);
  });
});

describe("what was just logged", () => {
  test("shows at once and is not counted twice", async () => {
    change(copy("a", { plays: 2, plays_since_cleaning: 2, last_cleaned_at: "2026-01-01T00:00:00Z" }));
    const store = newStore();
    await store.catchUp();
    store.expect("p1", "a", { kind: "play", at: NOON });
    expect(store.copy("a")).toMatchObject({ plays: 3, last_played_at: NOON, plays_since_cleaning: 3 });

    change(copy("a", { plays: 3, plays_since_cleaning: 3, last_played_at: NOON }));
    store.sent("p1");
    await store.catchUp();
    expect(store.copy("a")).toMatchObject({ plays: 3, last_played_at: NOON });
  });

  test("a cleaning and a play a second later leave one play since", async () => {
    change(copy("a", { plays: 7, plays_since_cleaning: 7 }));
    const store = newStore();
    await store.catchUp();
    store.expect("c1", "a", { kind: "cleaning", at: "2026-11-21T11:59:59Z" });
    store.expect("p1", "a", { kind: "play", at: NOON });
    expect(store.copy("a")).toMatchObject({ plays: 8, plays_since_cleaning: 1, last_played_at: NOON });
  });

  test("taken back before it was sent, the row is as it was", async () => {
    change(copy("a", { plays: 2 }));
    const store = newStore();
    await store.catchUp();
    const before = copy("a", { plays: 2 });
    store.expect("p1", "a", { kind: "play", at: NOON });
    store.retract("p1", "a", before);
    expect(store.copy("a")).toMatchObject({ plays: 2, last_played_at: null });
  });

  test("taken back after the server counted it, the old figures show until the server agrees", async () => {
    change(copy("a", { plays: 2 }));
    const store = newStore();
    await store.catchUp();
    const before = copy("a", { plays: 2 });
    store.expect("p1", "a", { kind: "play", at: NOON });
    change(copy("a", { plays: 3, last_played_at: NOON }));
    store.sent("p1");
    await store.catchUp();
    store.retract("p1", "a", before);
    expect(store.copy("a")).toMatchObject({ plays: 2, last_played_at: null });

    change(copy("a", { plays: 2, title: "Told anew" }));
    store.sent("p1");
    await store.catchUp();
    expect(store.copy("a")).toMatchObject({ plays: 2, title: "Told anew" });
  });

  test("taken back while it is told by the server, it does not come back on the way", async () => {
    change(copy("a", { plays: 2 }));
    const store = newStore();
    await store.catchUp();
    store.expect("p1", "a", { kind: "play", at: NOON });
    change(copy("a", { plays: 3, last_played_at: NOON }));
    store.sent("p1");
    const reading = store.catchUp();
    store.retract("p1", "a", copy("a", { plays: 2 }));
    await reading;
    expect(store.copy("a")).toMatchObject({ plays: 2, last_played_at: null });
  });

  test("refused, it is as if it had not been", async () => {
    change(copy("a"));
    const store = newStore();
    await store.catchUp();
    store.expect("p1", "a", { kind: "play", at: NOON });
    store.forget("p1");
    expect(store.copy("a")?.plays).toBe(0);
  });
});

test("a closed store takes nothing and keeps nothing", async () => {
  change(copy("a"));
  const store = newStore();
  const reading = store.catchUp();
  store.close();
  await reading;
  expect(store.copies()).toEqual([]);
  expect(kept.cursor).toBeUndefined();
});

test("the same row is the same object until it changes", async () => {
  change(copy("a"));
  const store = newStore();
  await store.catchUp();
  const once = store.copy("a");
  await store.catchUp();
  expect(store.copy("a")).toBe(once);
  store.expect("p1", "a", { kind: "play", at: NOON });
  expect(store.copy("a")).not.toBe(once);
});

describe("the copies of a release", () => {
  test("are told with those that left, and with what was logged here", async () => {
    change(copy("a", { release_id: 7 }));
    change(copy("b", { release_id: 8 }));
    change(copy("c", { release_id: 7, removed_at: NOON }));
    const store = newStore();
    await store.catchUp();
    const ids = () => store.ofRelease(7).map(({ id }) => id);
    expect(ids()).toEqual(["a", "c"]);

    store.expect("x", "a", { kind: "play", at: NOON });
    expect(store.ofRelease(7)[0]?.plays).toBe(1);

    change(copy("d", { release_id: 7 }));
    change(copy("a", { release_id: 9 }));
    await store.catchUp();
    expect(ids()).toEqual(["c", "d"]);
    expect(store.ofRelease(1)).toEqual([]);
  });
});
