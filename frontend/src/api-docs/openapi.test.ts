import { expect, test } from "vitest";
import document from "../api/openapi.json";
import { byPlace, limitWords, type OpenApi, type Schema, typeWords } from "./openapi";

test.each<[Schema, string]>([
  [{ type: "string", format: "date-time" }, "string (date-time)"],
  [{ oneOf: [{ type: "integer" }, { type: "null" }] }, "integer or null"],
  [{ type: ["null", "string"], enum: ["demo", null] }, '"demo" or null'],
  [{ type: "array", items: { $ref: "#/components/schemas/Play" } }, "list of Play"],
  [{ type: ["string", "null"], format: "uuid" }, "string (uuid) or null"],
  [{}, "anything"],
])("%j reads as %s", (schema, words) => {
  expect(typeWords(schema)).toBe(words);
});

test("limits are words too", () => {
  expect(limitWords({ minimum: 1, maximum: 5000, default: 1000 })).toBe("from 1, up to 5000, 1000 if absent");
});

test("every operation of our document stands in one place", () => {
  const api = document as unknown as OpenApi;
  const listed = byPlace(api).flatMap(([, operations]) =>
    operations.map((each) => `${each.method} ${each.path}`),
  );
  const all = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => ["get", "post", "put", "patch", "delete"].includes(key))
      .map((method) => `${method} ${path}`),
  );
  expect(listed.toSorted()).toEqual(all.toSorted());
});
