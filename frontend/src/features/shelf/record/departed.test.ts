import { describe, expect, it } from "vitest";
import { copy } from "../sample-copies";
import { departed, heirsOf, joinedTo, pastsOf, returned } from "./departed";

const at = "2026-11-01T12:00:00Z";
const here = copy("here", { release_id: 7 });
const gone = copy("gone", { release_id: 7, removed_at: at });
const sold = copy("sold", { release_id: 7, removed_at: at, archived_as: "sold" });
const joined = copy("joined", { release_id: 7, removed_at: at, joined_to: "here" });
const other = copy("other", { release_id: 8, removed_at: at });
const all = [gone, sold, joined, other];

describe("records that left", () => {
  it("stand by themselves until they handed their log on", () => {
    expect(departed(all)).toEqual([gone, sold, other]);
  });
  it("are offered to a copy of their release, unless they are known to be elsewhere", () => {
    expect(pastsOf(here, all)).toEqual([gone]);
    expect(heirsOf(gone, [here, copy("x", { release_id: 9 })])).toEqual([here]);
  });
  it("may be back where a copy of their release is", () => {
    expect(returned(all, [here])).toEqual([gone]);
    expect(returned(all, [])).toEqual([]);
  });
  it("stay known to the copy that took them over", () => {
    expect(joinedTo(here, all)).toEqual([joined]);
  });
});
