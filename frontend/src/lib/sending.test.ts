import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createApi } from "../api/client";
import type { Parcel } from "./outbox";
import { byTheServersClock, sendParcel } from "./sending";

const HOUR = 3_600_000;
const play = { id: "p1", kind: "play", copyId: "c1", at: "2026-11-21T12:00:00.000Z", tried: true } as const;

let network: () => Promise<Response>;

const verdict = (deed: Parcel["deed"]) =>
  sendParcel(
    createApi(async () => "token"),
    { ...play, deed },
  );
const problem = (status: number, type: string, headers = {}) =>
  Response.json({ type: `/problems/${type}`, title: "No", status }, { status, headers });

beforeEach(() => {
  vi.stubGlobal("location", { origin: "http://here" });
  vi.stubGlobal("fetch", () => network());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("what the server said", () => {
  test("is final where it is a problem of ours", async () => {
    network = async () => problem(404, "not-found");
    expect(await verdict("log")).toEqual({ outcome: "refused", why: "No" });
    network = async () => problem(422, "invalid");
    expect(await verdict("log")).toMatchObject({ outcome: "refused" });
  });

  test.each([403, 404, 405, 413])("is not, where a proxy answered %i in its place", async (status) => {
    network = async () => new Response("404 page not found", { status });
    expect(await verdict("log")).toEqual({ outcome: "later", trouble: true });
    expect(await verdict("undo")).toEqual({ outcome: "later", trouble: true });
    network = async () => Response.json({ type: "https://proxy.example/blocked", status }, { status });
    expect(await verdict("log")).toEqual({ outcome: "later", trouble: true });
  });

  test("is not, where a page came instead of an answer", async () => {
    network = async () => new Response("<p>Welcome to our hotel</p>");
    expect((await verdict("log")).outcome).toBe("later");
  });

  test("means that an undo is done where there is nothing any more", async () => {
    for (const answer of [problem(404, "not-found"), problem(410, "deleted")]) {
      network = async () => answer;
      expect(await verdict("undo")).toEqual({ outcome: "sent" });
    }
  });

  test("may concern everything that waits", async () => {
    network = async () => problem(429, "too-many-requests", { "retry-after": "7" });
    expect(await verdict("log")).toEqual({ outcome: "later", trouble: false, after: 7_000 });
    network = () => Promise.reject(new TypeError("offline"));
    expect(await verdict("log")).toEqual({ outcome: "later", trouble: false });
  });
});

describe("a clock that is ahead by days", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

  test("shifts what was logged by it, in the order in which it was", () => {
    expect(byTheServersClock(at(0), now, 50 * HOUR)).toBe(at(-50));
    expect(byTheServersClock(at(-1), now, 50 * HOUR)).toBe(at(-51));
  });

  test("and was put right since, leaves nothing in the future", () => {
    expect(byTheServersClock(at(50), now, 0)).toBe(at(0));
  });

  test("leaves alone what the server takes", () => {
    expect(byTheServersClock(at(-60), now, 50 * HOUR)).toBe(at(-60));
    expect(byTheServersClock(at(0), now, 2 * HOUR)).toBe(at(0));
    expect(byTheServersClock(at(0), now, -50 * HOUR)).toBe(at(0));
  });

  test("is known from the answers before", async () => {
    const date = new Date(Date.now() - 50 * HOUR).toUTCString();
    const sent: Request[] = [];
    vi.stubGlobal("fetch", async (request: Request) => {
      sent.push(request);
      return Response.json({}, { headers: { date } });
    });
    const api = createApi(async () => "token");
    for (const id of ["p1", "p2"])
      await sendParcel(api, { ...play, id, deed: "log", at: new Date().toISOString() });
    const [, { played_at }] = await Promise.all(sent.map((request) => request.json()));
    expect(Math.round((Date.now() - Date.parse(played_at)) / HOUR)).toBe(50);
  });
});
