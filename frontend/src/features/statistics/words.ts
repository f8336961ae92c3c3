/** Figures in words. */
import { plural, t } from "@lingui/core/macro";
import { locale } from "../../lib/language";
import { count } from "../../lib/time";

export type Measure = "plays" | "hours";

export const MEASURES: readonly { value: Measure; word: string }[] = [
  { value: "plays", word: t`Plays` },
  { value: "hours", word: t`Hours` },
];

export const inHours = (seconds: number): number => seconds / 3600;

/** "0.7", "12", "1,204": hours as one reads them; a tenth matters only while they are few. */
export function hourNumber(hours: number): string {
  return hours.toLocaleString(locale(), { maximumFractionDigits: hours < 10 ? 1 : 0 });
}

/** "0.7 h". */
export const hoursWord = (hours: number): string => t`${hourNumber(hours)} h`;

export const plays = (n: number): string => plural(n, { one: "# play", other: "# plays" });
export const records = (n: number): string => plural(n, { one: "# record", other: "# records" });
export const days = (n: number): string => plural(n, { one: "# day", other: "# days" });

/** "37 %". */
export function share(part: number, whole: number): string {
  return (whole === 0 ? 0 : part / whole).toLocaleString(locale(), {
    style: "percent",
    maximumFractionDigits: part > 0 && part / whole < 0.01 ? 1 : 0,
  });
}

export const number = count;
