import { expect, test, vi } from "vitest";
import { oneByOne } from "./one-by-one";

test("what is asked later begins when the one before is answered, or refused", async () => {
  const ask = oneByOne();
  const began: string[] = [];
  let allow = (_: string) => {};
  let refuse = (_: Error) => {};
  const first = ask(() => {
    began.push("first");
    return new Promise<string>((resolve) => (allow = resolve));
  });
  const second = ask(() => {
    began.push("second");
    return new Promise<string>((_, reject) => (refuse = reject));
  });
  const third = ask(async () => {
    began.push("third");
    return "c";
  });

  await vi.waitFor(() => expect(began).toEqual(["first"]));
  allow("a");
  expect(await first).toBe("a");
  await vi.waitFor(() => expect(began).toEqual(["first", "second"]));
  refuse(new Error("refused"));
  await expect(second).rejects.toThrow("refused");
  expect(await third).toBe("c");
});
