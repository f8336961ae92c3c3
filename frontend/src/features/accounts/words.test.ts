import { expect, test } from "vitest";
import { expiryAfter, expiryInWords, isTyped, lastUseInWords, offeredScopes, scopesInWords } from "./words";

const NOW = Date.parse("2026-11-21T12:00:00Z");

test("scopes read as a sentence, in their own order", () => {
  expect(scopesInWords(["read"])).toBe("Read");
  expect(scopesInWords(["log", "read"])).toBe("Read and log");
  expect(scopesInWords(["sync", "read", "log"])).toBe("Read, log and sync");
});

test("only administrators are offered to administer", () => {
  expect(offeredScopes(false)).toEqual(["read", "log", "sync"]);
  expect(offeredScopes(true)).toContain("admin");
});

test("an expiry is counted from now, and none is none", () => {
  expect(expiryAfter(30, NOW)).toBe("2026-12-21T12:00:00.000Z");
  expect(expiryAfter(undefined, NOW)).toBeNull();
});

test("a key says how long it is good", () => {
  expect(expiryInWords({ expires_at: null }, NOW)).toBe("Until revoked");
  expect(expiryInWords({ expires_at: "2027-03-03T12:00:00Z" }, NOW)).toBe("Until 3 March 2027");
  expect(expiryInWords({ expires_at: "2026-11-18T12:00:00Z" }, NOW)).toBe("Expired 3 days ago");
});

test("a key says when it was used", () => {
  expect(lastUseInWords({ last_used_at: null }, NOW)).toBe("never used");
  expect(lastUseInWords({ last_used_at: "2026-11-21T11:40:00Z" }, NOW)).toBe("used 20 min ago");
});

test("a name is typed as one reads it, whatever its issuer writes", () => {
  expect(isTyped("José Smith ", "Jose\u0301  Smith")).toBe(true);
  expect(isTyped("josé smith", "Jose\u0301  Smith")).toBe(false);
  expect(isTyped("", "José")).toBe(false);
});
