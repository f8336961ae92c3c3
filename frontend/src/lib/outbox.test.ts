import { beforeEach, describe, expect, test, vi } from "vitest";
import { createOutbox, type OutboxDisk, type Parcel, type Verdict } from "./outbox";

const play = (id: string) => ({ id, kind: "play" as const, copyId: "c1", at: "2026-11-21T12:00:00Z" });

function memoryDisk(): OutboxDisk & { rows: Map<string, Parcel> } {
  const rows = new Map<string, Parcel>();
  return {
    rows,
    all: async () => [...rows.values()],
    put: async (parcels) => {
      for (const parcel of parcels) rows.set(parcel.id, parcel);
    },
    remove: async (ids) => {
      for (const id of ids) rows.delete(id);
    },
  };
}

let disk: ReturnType<typeof memoryDisk>;
let sent: string[];
let answer: (parcel: Parcel) => Verdict | Promise<Verdict>;
let acknowledged: string[];
let refused: string[];

let keeps: boolean;

type Alone = Parameters<typeof createOutbox>[0]["alone"];

function newOutbox(kept: OutboxDisk = disk, alone: Alone = (work) => work()) {
  return createOutbox({
    disk: kept,
    send: async (parcel) => {
      sent.push(`${parcel.deed} ${parcel.id}`);
      return answer(parcel);
    },
    onSent: (parcel) => acknowledged.push(`${parcel.deed} ${parcel.id}`),
    onRefused: (parcel, why) => refused.push(`${parcel.id}: ${why}`),
    onWaiting: (_, all) => {
      keeps = all;
    },
    alone,
  });
}

beforeEach(() => {
  disk = memoryDisk();
  sent = [];
  acknowledged = [];
  refused = [];
  answer = () => ({ outcome: "sent" });
});

describe("logging", () => {
  test("is sent at once and leaves nothing behind", async () => {
    await newOutbox().log(play("p1"));
    expect(sent).toEqual(["log p1"]);
    expect(acknowledged).toEqual(["log p1"]);
    expect(disk.rows.size).toBe(0);
  });

  test("is taken back in the moment in which the line to the server is let go", async () => {
    let letGo = () => {};
    // The browser tells some time after the work is done that nobody else has to wait for it.
    const outbox = newOutbox(disk, async (work) => {
      const done = await work();
      await new Promise<void>((go) => (letGo = go));
      return done;
    });
    const logging = outbox.log(play("p1"));
    await vi.waitFor(() => expect(acknowledged).toEqual(["log p1"]));
    void outbox.undo(play("p1"));
    await vi.waitFor(() => expect(disk.rows.get("p1")?.deed).toBe("undo"));
    letGo();
    await vi.waitFor(() => expect(sent).toEqual(["log p1", "undo p1"]));
    letGo();
    await logging;
  });

  test("is on disk before it is sent", async () => {
    answer = (parcel) => {
      expect(disk.rows.get(parcel.id)).toMatchObject({ tried: true });
      return { outcome: "sent" };
    };
    await newOutbox().log(play("p1"));
    expect(sent).toHaveLength(1);
  });

  test("says what no disk holds, and when one does again", async () => {
    answer = () => ({ outcome: "later" });
    let full = true;
    const put: OutboxDisk["put"] = (parcels) =>
      full ? Promise.reject(new Error("full")) : disk.put(parcels);
    const outbox = newOutbox({ ...disk, put });
    await outbox.log(play("p1"));
    expect(keeps).toBe(false);
    full = false;
    await outbox.log(play("p2"));
    expect(keeps).toBe(true);
  });

  test("waits when the server is away, and a later visit sends it once", async () => {
    answer = () => ({ outcome: "later" });
    await newOutbox().log(play("p1"), play("p2"));
    expect(sent).toEqual(["log p1"]);
    expect([...disk.rows.keys()]).toEqual(["p1", "p2"]);

    answer = () => ({ outcome: "sent" });
    sent = [];
    const nextVisit = newOutbox();
    await nextVisit.open();
    await nextVisit.flush();
    expect(sent).toEqual(["log p1", "log p2"]);
    expect(nextVisit.waiting()).toEqual([]);
    expect(disk.rows.size).toBe(0);
  });

  test("what the server will never take is given back, and the rest goes on", async () => {
    answer = (parcel) =>
      parcel.id === "p1" ? { outcome: "refused", why: "no such copy" } : { outcome: "sent" };
    await newOutbox().log(play("p1"), play("p2"));
    expect(refused).toEqual(["p1: no such copy"]);
    expect(acknowledged).toEqual(["log p2"]);
    expect(disk.rows.size).toBe(0);
  });

  test("works on a device that cannot store", async () => {
    const broken = () => Promise.reject(new Error("no room"));
    const outbox = newOutbox({ all: broken, put: broken, remove: broken });
    await outbox.open();
    await outbox.log(play("p1"));
    expect(acknowledged).toEqual(["log p1"]);
  });
});

describe("undo", () => {
  test("of what was never tried sends nothing, ever", async () => {
    answer = () => ({ outcome: "later" });
    const outbox = newOutbox();
    await outbox.log(play("p1"));
    await outbox.log(play("p2"));
    sent = [];
    await outbox.undo(play("p2"));
    answer = () => ({ outcome: "sent" });
    await outbox.flush();
    expect(sent).toEqual(["log p1"]);
  });

  test("of what was sent deletes it", async () => {
    const outbox = newOutbox();
    await outbox.log(play("p1"));
    await outbox.undo(play("p1"));
    expect(sent).toEqual(["log p1", "undo p1"]);
    expect(disk.rows.size).toBe(0);
  });

  test("of what may have arrived deletes it, and never logs it again", async () => {
    answer = () => ({ outcome: "later" });
    const outbox = newOutbox();
    await outbox.log(play("p1"));
    await outbox.undo(play("p1"));
    expect([...disk.rows.values()]).toMatchObject([{ id: "p1", deed: "undo" }]);

    answer = () => ({ outcome: "sent" });
    sent = [];
    await outbox.flush();
    expect(sent).toEqual(["undo p1"]);
  });

  test("while the log is on its way is not lost", async () => {
    let arrive: (verdict: Verdict) => void = () => undefined;
    answer = (parcel) =>
      parcel.deed === "log" ? new Promise((resolve) => (arrive = resolve)) : { outcome: "sent" };
    const outbox = newOutbox();
    const logging = outbox.log(play("p1"));
    await expect.poll(() => sent).toEqual(["log p1"]);
    const undoing = outbox.undo(play("p1"));
    arrive({ outcome: "sent" });
    await Promise.all([logging, undoing]);
    expect(sent).toEqual(["log p1", "undo p1"]);
    expect(acknowledged).toEqual(["undo p1"]);
    expect(disk.rows.size).toBe(0);
  });
});

test("a closed outbox sends no more", async () => {
  const outbox = newOutbox();
  outbox.close();
  await outbox.log(play("p1"));
  expect(sent).toEqual([]);
  expect(disk.rows.size).toBe(1);
});
