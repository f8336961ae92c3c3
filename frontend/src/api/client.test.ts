import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answer, clockAhead, createApi } from "./client";
import { Problem } from "./problem";

/** What the network does with a request. */
let network: (request: Request) => Promise<Response>;
let reached: boolean[];

const api = (token: () => Promise<string> = async () => "token") =>
  createApi(token, (is) => reached.push(is));
const askedBy = (from: ReturnType<typeof api>) =>
  answer(from.GET("/api/folders")).catch((error: unknown) => error);

/** Never answers; gives up when the request does. */
const silence = ({ signal }: Request) =>
  new Promise<Response>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

beforeEach(() => {
  reached = [];
  vi.stubGlobal("location", { origin: "http://here" });
  vi.stubGlobal("fetch", (request: Request) => network(request));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what is not answered in half a minute is told as unreachable", async () => {
  network = silence;
  const asked = askedBy(api());
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await asked).toMatchObject({ name: "Problem", status: 0 });
  expect(reached).toEqual([false]);
});

test("neither a token nor the rest of an answer is waited for any longer", async () => {
  network = async (request) => {
    const body = new ReadableStream({
      start: (rest) => request.signal.addEventListener("abort", () => rest.error(request.signal.reason)),
    });
    return new Response(body, { headers: { "content-type": "application/json" } });
  };
  const cut = askedBy(api());
  const unknown = askedBy(api(() => new Promise(() => undefined)));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await cut).toMatchObject({ name: "Problem", status: 0 });
  expect(await unknown).toMatchObject({ name: "Problem", status: 0 });
});

test("a problem tells after what time the server wants to be asked again", async () => {
  network = async () =>
    Response.json({ type: "/problems/too-many-requests" }, { status: 429, headers: { "retry-after": "7" } });
  expect(await askedBy(api())).toMatchObject({ code: "too-many-requests", retryAfter: 7 });
});

test("an answer tells how far this device's clock is ahead", async () => {
  const date = new Date(Date.now() - 50 * 3_600_000).toUTCString();
  network = async () => Response.json({ folders: [] }, { headers: { date } });
  await askedBy(api());
  expect(Math.round(clockAhead() / 3_600_000)).toBe(50);
});

test("only a problem of ours is the server's last word", () => {
  expect(new Problem(404, "Not Found").passing).toBe(true);
  expect(new Problem(404, "There is nothing here", undefined, "not-found").passing).toBe(false);
  expect(new Problem(403, "Nobody new is taken in here", undefined, "sign-up-closed").passing).toBe(true);
});
