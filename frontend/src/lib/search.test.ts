import { describe, expect, test } from "vitest";
import { fold, search } from "./search";

const copy = (artist: string, title: string, label = "", catno = "") => ({ artist, title, label, catno });

const SHELF = [
  copy("Björk", "Homogenic", "One Little Indian", "TPLP71"),
  copy("Miles Davis", "Kind of Blue", "Columbia", "CL 1355"),
  copy("Sigur Rós", "Ágætis byrjun", "Smekkleysa", "SM 79"),
  copy("AC/DC", "Back in Black", "Albert Productions", "APLP-046"),
  copy("Ryuichi Sakamoto", "千のナイフ", "Better Days", "YX-7564-N"),
  copy("Guns N' Roses", "Appetite for Destruction", "Geffen Records", "WX 125"),
  copy("Mø", "No Mythologies to Follow"),
  copy("R.E.M.", "Murmur", "I.R.S. Records"),
];

const titles = (typed: string) => search(SHELF, typed).copies.map((found) => found.title);

describe("search", () => {
  test("finds without accents or case", () => {
    expect(titles("BJORK")).toEqual(["Homogenic"]);
    expect(titles("agaetis")).toEqual(["Ágætis byrjun"]);
    expect(titles("mo mythologies")).toEqual(["No Mythologies to Follow"]);
  });

  test("accents typed find what has none", () => {
    expect(titles("mílès")).toEqual(["Kind of Blue"]);
  });

  test("every word must match, in any order and any field", () => {
    expect(titles("blue columbia miles")).toEqual(["Kind of Blue"]);
    expect(titles("blue geffen")).toEqual([]);
  });

  test("catalogue numbers match with and without spaces and dashes", () => {
    expect(titles("cl1355")).toEqual(["Kind of Blue"]);
    expect(titles("cl 1355")).toEqual(["Kind of Blue"]);
    expect(titles("yx7564n")).toEqual(["千のナイフ"]);
    expect(titles("aplp-046")).toEqual(["Back in Black"]);
  });

  test("punctuation does not hide a name", () => {
    expect(titles("ac dc")).toEqual(["Back in Black"]);
    expect(titles("acdc")).toEqual(["Back in Black"]);
    expect(titles("rem irs")).toEqual(["Murmur"]);
    expect(titles("r.e.m.")).toEqual(["Murmur"]);
    expect(titles("guns n roses")).toEqual(["Appetite for Destruction"]);
    expect(titles("ナイフ")).toEqual(["千のナイフ"]);
  });

  test("nothing typed is the whole shelf, in its order", () => {
    expect(search(SHELF, "  ").copies).toBe(SHELF);
  });

  test("only punctuation typed is the whole shelf", () => {
    expect(search(SHELF, "--").copies).toBe(SHELF);
  });
});

describe("what is on a record", () => {
  const tracks = new Map([
    ["Kind of Blue", "so what freddie freeloader blue in green"],
    ["Back in Black", "hells bells you shook me all night long"],
    ["Homogenic", "hunter joga blue moon"],
  ]);
  const tracksOf = ({ title }: { title: string }) => tracks.get(title);
  const found = (typed: string) => search(SHELF, typed, tracksOf);

  test("is found by its title, behind what bears the words itself", () => {
    expect(found("Jóga").copies.map(({ title }) => title)).toEqual(["Homogenic"]);
    expect(found("blue").copies.map(({ title }) => title)).toEqual(["Kind of Blue", "Homogenic"]);
    expect(found("blue").byTracks).toBe(1);
  });

  test("together with who made it", () => {
    expect(found("miles freeloader").copies.map(({ title }) => title)).toEqual(["Kind of Blue"]);
    expect(found("miles hunter").copies).toEqual([]);
  });

  test("not by two letters", () => {
    expect(found("so").byTracks).toBe(0);
  });
});

describe("one slip of the finger", () => {
  test.each([
    ["a letter wrong", "homogemic", "Homogenic"],
    ["a letter missing", "hmogenic", "Homogenic"],
    ["a letter too many", "homoggenic", "Homogenic"],
    ["the first letter wrong", "bomogenic", "Homogenic"],
    ["one in each word", "milez daviss", "Kind of Blue"],
    ["two slips in one word", "milez dxvsis", undefined],
    ["a short word must be right", "miles davis bloo kynd xz", undefined],
  ])("%s", (_what, typed, title) => {
    expect(titles(typed)).toEqual(title ? [title] : []);
    expect(search(SHELF, typed).nearly).toBe(title !== undefined);
  });

  test("is forgiven only where nothing matches exactly", () => {
    const shelf = [copy("Blur", "Parklife"), copy("Blue", "One Love")];
    expect(search(shelf, "blur").copies.map((found) => found.artist)).toEqual(["Blur"]);
  });
});

test("what is made of a copy is found by what it is called", () => {
  const [blue] = search(SHELF, "kind of blue").copies;
  const renamed = { ...(blue as (typeof SHELF)[0]), title: "Sketches of Spain" };
  expect(search([renamed], "sketches").copies).toEqual([renamed]);
  expect(search([renamed], "blue").copies).toEqual([]);
});

test("fold keeps digits and letters of any script", () => {
  expect(fold("  Łódź, 1984!  Straße ")).toBe("lodz 1984 strasse");
});
