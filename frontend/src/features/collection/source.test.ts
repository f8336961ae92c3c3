import { expect, test } from "vitest";
import type { Api } from "../../api/client";
import type { DiscogsAccount } from "../../api/types";
import { createSource } from "./source";

const nowhere = { kind: null } as DiscogsAccount;
const demo = { kind: "demo" } as DiscogsAccount;

test("what was asked before one connected does not take the connection back", async () => {
  let tell = (_: DiscogsAccount) => {};
  const api = {
    GET: () =>
      new Promise((resolve) => {
        tell = (data) => resolve({ data, response: { ok: true } });
      }),
    PUT: async () => ({ data: demo, response: { ok: true } }),
  } as unknown as Api;
  const source = createSource(api, () => undefined);

  const loading = source.load();
  await source.connect({ kind: "demo" });
  tell(nowhere);
  await loading;
  expect(source.connected()).toBe(true);
});
