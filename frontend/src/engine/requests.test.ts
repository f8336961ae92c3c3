import { afterEach, describe, expect, test, vi } from "vitest";
import { authorized, callApi, fetchPage } from "./requests";

const body = new Uint8Array();

/** A user whose tokens are these, oldest first (null: signed out), and a server that takes `good` alone. */
function dialogue(tokens: (string | null)[], good: string) {
  const said: string[] = [];
  let present = 0;
  const answer = authorized(
    async (renew) => {
      if (renew) present += 1;
      said.push(renew ? "renew" : "token");
      return tokens[present] ?? null;
    },
    async (token) => {
      said.push(token);
      return { status: token === good ? 200 : 401, body };
    },
  );
  return { said, answer };
}

test("an accepted token is not renewed", async () => {
  const { said, answer } = dialogue(["a"], "a");
  expect((await answer).status).toBe(200);
  expect(said).toEqual(["token", "a"]);
});

test("a refused token is renewed and the call repeated", async () => {
  const { said, answer } = dialogue(["a", "b"], "b");
  expect((await answer).status).toBe(200);
  expect(said).toEqual(["token", "a", "renew", "b"]);
});

test("a second refusal is the answer", async () => {
  const { said, answer } = dialogue(["a", "b", "c"], "c");
  expect((await answer).status).toBe(401);
  expect(said).toEqual(["token", "a", "renew", "b"]);
});

test("signed out, nothing is sent without a token", async () => {
  const { said, answer } = dialogue([null], "a");
  expect((await answer).status).toBe(401);
  expect(said).toEqual(["token", "renew"]);
});

test("a token that cannot be had just now fails the call, which is tried again later", async () => {
  const send = async () => ({ status: 200, body });
  await expect(authorized(() => Promise.reject(new Error("offline")), send)).rejects.toThrow("offline");
});

describe("without a way to join signals, as before Safari 17.4", () => {
  const asked = { type: "fetch", id: 1, url: "/", timeout: 20, method: "GET", body: null } as const;
  const told = { type: "call", id: 1, method: "POST", path: "/", headers: {}, body: null } as const;
  const silent = (_: string, { signal }: RequestInit) =>
    new Promise<Response>((_, reject) =>
      signal?.addEventListener("abort", () => reject(signal.reason as Error)),
    );
  const withFetch = (answer: unknown) => {
    vi.stubGlobal("AbortSignal", Object.assign(class extends AbortSignal {}, { any: undefined }));
    vi.stubGlobal("fetch", answer);
  };
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("what is asked for is answered", async () => {
    withFetch(async () => new Response("here"));
    const { signal } = new AbortController();
    expect((await fetchPage(asked, signal)).status).toBe(200);
    expect((await callApi(told, async () => "a", signal)).status).toBe(200);
  });

  test("what is broken off ends", async () => {
    withFetch(silent);
    const over = new AbortController();
    const asking = [fetchPage(asked, over.signal), callApi(told, async () => "a", over.signal)];
    over.abort(new Error("stopped"));
    for (const each of asking) await expect(each).rejects.toThrow("stopped");
  });

  test("what is not answered ends by itself", async () => {
    vi.useFakeTimers();
    withFetch(silent);
    const asking = fetchPage(asked, new AbortController().signal);
    vi.advanceTimersByTime(20_000);
    await expect(asking).rejects.toThrow("too long");
  });
});
