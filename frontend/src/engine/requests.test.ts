import { expect, test } from "vitest";
import { authorized } from "./requests";

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
