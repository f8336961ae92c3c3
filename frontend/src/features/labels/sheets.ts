/** Sheets of labels as they are sold; their measures stand in labels.module.css under the same names. */
import { t } from "@lingui/core/macro";

export type SheetId = "l7160" | "l7163" | "l7651" | "us5160" | "us5163" | "a4" | "letter";

export type SheetKind = { id: SheetId; word: string; labels: number; about: string };

export const SHEETS: readonly SheetKind[] = [
  { id: "l7160", word: "Avery L7160", labels: 21, about: t`A4, 3 × 7, 63.5 × 38.1 mm` },
  { id: "l7163", word: "Avery L7163", labels: 14, about: t`A4, 2 × 7, 99.1 × 38.1 mm` },
  { id: "l7651", word: "Avery L7651", labels: 65, about: t`A4, 5 × 13, 38.1 × 21.2 mm` },
  { id: "us5160", word: "Avery 5160", labels: 30, about: t`Letter, 3 × 10, 2⅝ × 1 in` },
  { id: "us5163", word: "Avery 5163", labels: 10, about: t`Letter, 2 × 5, 4 × 2 in` },
  { id: "a4", word: t`Plain A4`, labels: 24, about: t`3 × 8, with lines to cut along` },
  { id: "letter", word: t`Plain Letter`, labels: 21, about: t`3 × 7, with lines to cut along` },
];

/** The places of a sheet in order, the first ones used up already: null where nothing is printed. */
export function placed<T>(items: readonly T[], used: number, perSheet: number): (T | null)[][] {
  const places = [...Array<null>(Math.min(Math.max(used, 0), perSheet - 1)).fill(null), ...items];
  const sheets: (T | null)[][] = [];
  for (let at = 0; at < places.length; at += perSheet) sheets.push(places.slice(at, at + perSheet));
  return sheets;
}
