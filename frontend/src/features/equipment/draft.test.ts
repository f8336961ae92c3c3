import { describe, expect, it } from "vitest";
import type { StylusModel } from "../../api/types";
import { draftOf, found, toBody, wrong } from "./draft";

describe("a part written down", () => {
  const draft = { ...draftOf("cartridge", undefined), name: "2M" };

  it("takes forces in grams and prices in units, with comma or point", () => {
    const body = toBody("cartridge", { ...draft, force_set: "1,8", price: "99.5", currency: "eur" });
    expect(body).toMatchObject({ force_set: 1800, price_cents: 9950, currency: "EUR", force_low: null });
  });
  it("has the fields of its kind alone", () => {
    expect(toBody("turntable", draft)).not.toHaveProperty("force_set");
    expect(toBody("stylus", draft)).toMatchObject({ rated_hours: null, starting_hours: 0 });
  });
  it("says what is wrong", () => {
    expect(wrong(draft)).toBeUndefined();
    expect(wrong({ ...draft, name: " " })).toMatch(/name/);
    expect(wrong({ ...draft, rated_hours: "-3" })).toMatch(/numbers/);
    expect(wrong({ ...draft, rated_hours: "many" })).toMatch(/numbers/);
    expect(wrong({ ...draft, price: "3" })).toMatch(/currency/);
  });
});

describe("the models", () => {
  const models = ["2M Blue", "2M Red", "OM 10"].map(
    (model) =>
      ({ id: model, maker: "Ortofon", model, profile: "", rated_hours: 1, source: "" }) as StylusModel,
  );
  it("are found by words in any order", () => {
    expect(found(models, "2m orto").map((one) => one.model)).toEqual(["2M Blue", "2M Red"]);
    expect(found(models, "om10").map((one) => one.model)).toEqual(["OM 10"]);
    expect(found(models, " ")).toEqual([]);
  });
});
