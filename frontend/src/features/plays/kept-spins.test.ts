import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { keptSpins } from "./kept-spins";
import type { Turning } from "./spin-state";

const told = (id: string) => ({ spin: { id, title: id }, since: 0 }) as unknown as Turning;
const untold = (id: string, changed: number, takenOff = false): Turning => ({
  ...told(id),
  untold: { began: 0, changed, played: [], ran: [], takenOff },
});
const holding = (...turnings: Turning[]) => ({ turnings, decks: [] });

const kept = async (user: string) =>
  (await keptSpins(user).read())?.turnings.map((one) => `${one.spin.id} ${one.untold?.changed ?? "told"}`);

test("what one tab has not told yet outlives what another one hears from the server", async () => {
  const [one, other] = [keptSpins("ann"), keptSpins("ann")];
  await one.write(holding(untold("x", 1)), []);
  await other.write(holding(told("y")), []);
  expect(await kept("ann")).toEqual(["y told", "x 1"]);
  // The same record: taken off in one tab, still turning for the other.
  await other.write(holding(told("x"), told("y")), [told("y")]);
  expect(await kept("ann")).toEqual(["x 1", "y told"]);
});

test("what was told is removed, unless it was changed since in another tab", async () => {
  const tab = keptSpins("bea");
  const before = [untold("x", 1), untold("y", 1)];
  await tab.write(holding(...before), []);
  await keptSpins("bea").write(holding(untold("y", 2, true)), []);
  await tab.write(holding(told("x"), told("y")), before);
  expect(await kept("bea")).toEqual(["x told", "y 2"]);
});

test("what is older than what another tab keeps is not kept", async () => {
  await keptSpins("cleo").write(holding(untold("x", 2)), []);
  await keptSpins("cleo").write(holding(untold("x", 1)), []);
  expect(await kept("cleo")).toEqual(["x 2"]);
});
