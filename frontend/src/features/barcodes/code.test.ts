import { expect, test, vi } from "vitest";
import { fits, understood } from "./code";

// As before Safari 17.
vi.stubGlobal("URL", Object.assign(class extends URL {}, { canParse: undefined }));

const ID = "01930000-0000-7000-8000-000000000001";

test.each([
  ["5 012345 678900", { is: "barcode", digits: "5012345678900" }],
  ["0602-5473-7878", { is: "barcode", digits: "060254737878" }],
  [`https://waugzee.example.org/records/${ID}`, { is: "record", id: ID }],
  [`http://localhost:8288/records/${ID.toUpperCase()}?x=1`, { is: "record", id: ID }],
  ["https://example.org/elsewhere", { is: "unknown" }],
  ["https://", { is: "unknown" }],
  ["12345", { is: "unknown" }],
  ["ABC-123456", { is: "unknown" }],
  ["", { is: "unknown" }],
])("%s", (text, read) => {
  expect(understood(text)).toEqual(read);
});

test.each([
  ["5012345678900", true],
  ["5012345678901", false],
  ["602547378781", true],
  ["96385074", true],
  ["1234567", true],
])("the last digit of %s fits: %s", (digits, good) => {
  expect(fits(digits)).toBe(good);
});
