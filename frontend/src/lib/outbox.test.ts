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
    change: async (id, next) => {
      const row = next(rows.get(id));
      if (row) rows.set(id, row);
      else rows.delete(id);
      return row;
    },
  };
}

let disk: ReturnType<typeof memoryDisk>;
let sent: string[];
let answer: (parcel: Parcel) => Verdict | Promise<Verdict>;
let acknowledged: string[];
let refused: string[];
let found: string[];

let how: { kept: boolean; failing: boolean };
/** The pauses that were begun, in milliseconds, and the end of the one under way. */
let pauses: number[];
let endPause: (() => void) | undefined;

type Alone = Parameters<typeof createOutbox>[0]["alone"];

function newOutbox(kept: OutboxDisk = disk, alone: Alone = (work) => work()) {
  return createOutbox({
    disk: kept,
    send: async (parcel) => {
      sent.push(`${parcel.deed} ${parcel.id}`);
      return answer(parcel);
    },
    onFound: (parcel) => found.push(`${parcel.deed} ${parcel.id}`),
    onSent: (parcel) => acknowledged.push(`${parcel.deed} ${parcel.id}`),
    onRefused: (parcel, why) => refused.push(`${parcel.id}: ${why}`),
    onWaiting: (_, now) => {
      how = now;
    },
    alone,
    after: (pause, work) => {
      pauses.push(pause);
      endPause = work;
      return () => {
        endPause = undefined;
      };
    },
  });
}

beforeEach(() => {
  disk = memoryDisk();
  sent = [];
  acknowledged = [];
  refused = [];
  found = [];
  pauses = [];
  endPause = undefined;
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
    expect(how.kept).toBe(false);
    full = false;
    await outbox.log(play("p2"));
    expect(how.kept).toBe(true);
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

  test("what the server will never take is kept and told, and the rest goes on", async () => {
    answer = (parcel) =>
      parcel.id === "p1" ? { outcome: "refused", why: "no such copy" } : { outcome: "sent" };
    await newOutbox().log(play("p1"), play("p2"));
    expect(refused).toEqual(["p1: no such copy"]);
    expect(acknowledged).toEqual(["log p2"]);
    expect([...disk.rows.values()]).toMatchObject([{ id: "p1", refused: "no such copy" }]);
  });

  test("works on a device that cannot store", async () => {
    const broken = () => Promise.reject(new Error("no room"));
    const outbox = newOutbox({ all: broken, put: broken, change: broken });
    await outbox.open();
    await outbox.log(play("p1"));
    expect(acknowledged).toEqual(["log p1"]);
  });
});

describe("what was refused", () => {
  beforeEach(async () => {
    answer = () => ({ outcome: "refused", why: "no such copy" });
    await newOutbox().log(play("p1"));
    sent = [];
    answer = () => ({ outcome: "sent" });
  });

  test("is found by the next visit, which does not send it", async () => {
    const outbox = newOutbox();
    await outbox.open();
    await outbox.flush();
    expect(outbox.waiting()).toMatchObject([{ id: "p1", refused: "no such copy" }]);
    expect(sent).toEqual([]);
  });

  test("is sent again when asked to", async () => {
    const outbox = newOutbox();
    await outbox.open();
    await outbox.again("p1");
    expect(acknowledged).toEqual(["log p1"]);
    expect(disk.rows.size).toBe(0);
  });

  test("goes when it is given up", async () => {
    const outbox = newOutbox();
    await outbox.open();
    await outbox.discard("p1");
    expect(outbox.waiting()).toEqual([]);
    expect(disk.rows.size).toBe(0);
  });
});

describe("a server that cannot just now", () => {
  const later: Verdict = { outcome: "later" };
  const trouble: Verdict = { outcome: "later", trouble: true };

  test("is asked again after a while, longer each time in vain, five minutes at most", async () => {
    answer = () => later;
    await newOutbox().log(play("p1"));
    expect(how.failing).toBe(true);
    for (let n = 0; n < 7; n++) {
      endPause?.();
      await vi.waitFor(() => expect(pauses).toHaveLength(n + 2));
    }
    expect(pauses.map((pause) => pause / 1000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    answer = () => ({ outcome: "sent" });
    endPause?.();
    await vi.waitFor(() => expect(acknowledged).toEqual(["log p1"]));
    expect(how.failing).toBe(false);
  });

  test("is left alone for as long as it asks", async () => {
    answer = () => ({ outcome: "later", after: 60_000 });
    await newOutbox().log(play("p1"));
    expect(pauses).toEqual([60_000]);
  });

  test("is asked for the next one where one fails again and again", async () => {
    answer = ({ id }) => (id === "p1" ? trouble : { outcome: "sent" });
    const outbox = newOutbox();
    await outbox.log(play("p1"), play("p2"));
    await outbox.flush();
    expect(sent).toEqual(["log p1", "log p1"]);
    await outbox.flush();
    expect(acknowledged).toEqual(["log p2"]);
    expect([...disk.rows.keys()]).toEqual(["p1"]);
  });

  test("is asked no more by a closed outbox", async () => {
    answer = () => later;
    const outbox = newOutbox();
    await outbox.log(play("p1"));
    outbox.close();
    expect(endPause).toBeUndefined();
  });
});

describe("with two tabs", () => {
  const two = async () => {
    answer = () => ({ outcome: "later" });
    const one = newOutbox();
    await one.log(play("p1"), play("p2"));
    const other = newOutbox();
    await other.open();
    sent = [];
    answer = () => ({ outcome: "sent" });
    return [one, other] as const;
  };

  test("what one takes back before it was tried, the other never sends", async () => {
    const [one, other] = await two();
    answer = () => ({ outcome: "later" });
    await one.undo(play("p2"));
    answer = () => ({ outcome: "sent" });
    await other.flush();
    expect(sent).toEqual(["log p1"]);
    expect(other.waiting()).toEqual([]);
  });

  test("what one takes back after it was tried, the other takes back too", async () => {
    const [one, other] = await two();
    answer = () => ({ outcome: "later" });
    await one.undo(play("p1"));
    one.close();
    sent = [];
    answer = () => ({ outcome: "sent" });
    await other.flush();
    expect(sent).toEqual(["undo p1", "log p2"]);
    expect(disk.rows.size).toBe(0);
  });

  test("what one takes back while the other sends it is taken back afterwards", async () => {
    const [one, other] = await two();
    let arrive: (verdict: Verdict) => void = () => undefined;
    answer = ({ deed, id }) =>
      deed === "log" && id === "p2" ? new Promise((resolve) => (arrive = resolve)) : { outcome: "sent" };
    const flushing = other.flush();
    await vi.waitFor(() => expect(sent).toEqual(["log p1", "log p2"]));
    answer = () => ({ outcome: "later" });
    await one.undo(play("p2"));
    one.close();
    answer = () => ({ outcome: "sent" });
    sent = [];
    arrive({ outcome: "sent" });
    await flushing;
    await vi.waitFor(() => expect(acknowledged.at(-1)).toBe("undo p2"));
    expect(sent).toEqual(["undo p2"]);
    expect(disk.rows.size).toBe(0);
  });

  test("what one has sent, the other sends no second time", async () => {
    const [one, other] = await two();
    await one.flush();
    acknowledged = [];
    await other.flush();
    expect(sent).toEqual(["log p1", "log p2"]);
    expect(acknowledged).toEqual(["log p1", "log p2"]);
    await other.undo(play("p2"));
    expect(sent.at(-1)).toBe("undo p2");
  });

  test("what one leaves behind, the other finds and sends", async () => {
    const other = newOutbox();
    answer = () => ({ outcome: "later" });
    const one = newOutbox();
    await one.log(play("p1"));
    one.close();
    answer = () => ({ outcome: "sent" });
    await other.flush();
    expect(found).toEqual(["log p1"]);
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
