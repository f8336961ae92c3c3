import { describe, expect, it } from "vitest";
import { type Done, isDone, nextStep, type Step } from "./steps";

const nothing: Done = { connect: false, sync: false, play: false };

describe("the first steps", () => {
  it("come one after the other", () => {
    expect(nextStep(nothing, [])).toBe("connect");
    expect(nextStep({ ...nothing, connect: true }, [])).toBe("sync");
    expect(nextStep({ ...nothing, connect: true, sync: true }, [])).toBe("play");
    expect(nextStep({ connect: true, sync: true, play: true }, [])).toBeUndefined();
  });

  it("are each skipped", () => {
    const skipped: [Step[], Step | undefined][] = [
      [["connect"], "play"],
      [["connect", "play"], undefined],
      [["sync"], "connect"],
      [["connect", "sync", "play"], undefined],
    ];
    for (const [steps, next] of skipped) expect(nextStep(nothing, steps)).toBe(next);
    expect(nextStep({ ...nothing, connect: true }, ["sync"])).toBe("play");
    expect(nextStep({ ...nothing, connect: true }, ["connect"])).toBe("sync");
  });

  it("are behind whoever has come further", () => {
    // The shelf is known from the device before the server has said where it comes from.
    expect(nextStep({ ...nothing, sync: true }, [])).toBe("play");
    expect(isDone("connect", { ...nothing, sync: true })).toBe(true);
    expect(nextStep({ ...nothing, play: true }, [])).toBeUndefined();
  });
});
