import { expect, test } from "vitest";
import { csvOf, type Figure, fileName } from "./figure";

const figure: Figure = {
  title: "Top artists",
  rowWord: "Artist",
  rows: ["Miles Davis", 'Weather "Report", The', "=SUM(A1)", "-M-"],
  columns: [
    { word: "Plays", values: [3, 2, 1, 1], show: String },
    { word: "Hours", values: [1.333333, 0.5, 0, 0], show: String },
  ],
  drawn: [0],
  kind: "bars",
};

test("a spreadsheet reads every cell as it was meant, and computes none", () => {
  expect(csvOf(figure).split("\r\n")).toEqual([
    "Artist,Plays,Hours",
    "Miles Davis,3,1.33",
    '"Weather ""Report"", The",2,0.5',
    "'=SUM(A1),1,0",
    "'-M-,1,0",
  ]);
});

test("a spreadsheet gets names without what keeps them apart on the page", () => {
  expect(csvOf({ ...figure, rows: ["\u2068שלום\u2069 · X"], columns: [] })).toBe("Artist\r\nשלום · X");
});

test("a file bears the title's words", () => {
  expect(fileName("Plays per day: 2025/26")).toBe("plays-per-day-2025-26");
  expect(fileName("再生")).toBe("chart");
});
