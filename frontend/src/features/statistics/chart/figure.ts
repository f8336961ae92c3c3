/** What a chart shows, apart from how: the same for the drawing, the table, and the files to keep. */

/** A number of every row: how it is called, and how one reads it. */
export type Column = {
  word: string;
  values: readonly number[];
  show(value: number): string;
  /** The same beside the axis, where only whole numbers stand and there is little room. */
  mark?(value: number): string;
};

export type Figure = {
  title: string;
  /** What stands before each number: a month, an artist. */
  rowWord: string;
  rows: readonly string[];
  /** Where the rows lead to, if anywhere. */
  links?: readonly (string | undefined)[];
  columns: readonly Column[];
  /** Which columns are drawn; the table has all. */
  drawn: readonly number[];
  kind: "columns" | "bars" | "line" | "calendar";
};

/** The figure as a spreadsheet reads it. Words that a spreadsheet would compute are made plain. */
export function csvOf(figure: Figure): string {
  const head = [figure.rowWord, ...figure.columns.map((column) => column.word)];
  const rows = figure.rows.map((row, at) => [row, ...figure.columns.map((column) => column.values[at] ?? 0)]);
  return [head, ...rows].map((line) => line.map(cell).join(",")).join("\r\n");
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  // What keeps names apart in a line (lib/isolation.ts) is nothing to compute with.
  const bare = value.replace(/[\u2068\u2069]/g, "");
  const plain = /^[=+\-@\t\r]/.test(bare) ? `'${bare}` : bare;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A name for a file of it: "Plays over time" → "plays-over-time". */
export function fileName(title: string): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return plain || "chart";
}
