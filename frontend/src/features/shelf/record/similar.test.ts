import { expect, test } from "vitest";
import { atOnce } from "../../../lib/pieces";
import { copy } from "../sample-copies";
import { similarTo as looking } from "./similar";

const similarTo = (...asked: Parameters<typeof looking>) => atOnce(looking(...asked));

const jazz = (id: string, more = {}) =>
  copy(id, {
    release_id: id.length * 100,
    artist: id,
    genres: ["Jazz"],
    styles: ["Hard Bop"],
    year: 1957,
    ...more,
  });

test("what is rare and shared counts most, and near years count", () => {
  const mine = jazz("mine", { release_id: 1, label: "Blue Note" });
  const shelf = [
    mine,
    jazz("aa", { label: "Blue Note" }),
    jazz("bbb", { year: 2010 }),
    jazz("cccc", { year: 1958 }),
    copy("other", { release_id: 9, genres: ["Rock"] }),
  ];
  const found = similarTo(mine, shelf, 5);
  expect(found.map((each) => each.copy.id)).toEqual(["aa", "cccc", "bbb"]);
  expect(found[0]?.why).toContain("Blue Note");
});

test("neither its own release, nor other pressings, nor one artist alone, nor anything twice", () => {
  const mine = jazz("mine", { release_id: 1 });
  const again = jazz("again", { release_id: 1 });
  const pressing = jazz("pressing");
  const twice = ["b1", "b2"].map((id) => jazz(id, { artist: "Other", release_id: 60 }));
  const many = ["a1", "a2", "a3"].map((id, n) => jazz(id, { artist: "Same", release_id: 50 + n }));
  const found = similarTo(mine, [mine, again, pressing, ...many, ...twice], 9, new Set(["pressing"]));
  expect(found.map((each) => each.copy.id)).toEqual(["a1", "a2", "b1"]);
});
