import { expect, test } from "vitest";
import { uuid7 } from "./uuid";

test("a UUID of version 7 carries its time and sorts by it", () => {
  const early = uuid7(0x0123_4567_89ab);
  expect(early).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuid7(0x0123_4567_89ac) > early).toBe(true);
  expect(uuid7(1)).not.toBe(uuid7(1));
});
