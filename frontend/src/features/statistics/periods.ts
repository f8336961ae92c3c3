/** Periods of a time line: the server leaves out those without a play, a chart shows them. */
import { t } from "@lingui/core/macro";
import { locale } from "../../lib/language";
import { dayOf } from "./range";

export type Unit = "day" | "week" | "month" | "year";

export const UNITS: readonly { value: Unit; word: string }[] = [
  { value: "day", word: t`Days` },
  { value: "week", word: t`Weeks` },
  { value: "month", word: t`Months` },
  { value: "year", word: t`Years` },
];

/** A chart of more would be a blur; what lies before is in none of them. */
const MOST = 1500;

/** All starts from the first to the last, in their order. */
export function starts(first: string, last: string, unit: Unit): string[] {
  const found: string[] = [];
  let at = fromDay(last);
  while (found.length < MOST && dayOf(at) >= first) {
    found.push(dayOf(at));
    at = before(at, unit);
  }
  return found.reverse();
}

/** The period's first day. */
export function startOf(day: string, unit: Unit): string {
  const at = fromDay(day);
  if (unit === "year") return `${day.slice(0, 4)}-01-01`;
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  if (unit === "week") at.setDate(at.getDate() - ((at.getDay() + 6) % 7));
  return dayOf(at);
}

export function periodWord(start: string, unit: Unit): string {
  const at = fromDay(start);
  if (unit === "year") return start.slice(0, 4);
  if (unit === "month") return at.toLocaleDateString(locale(), { month: "short", year: "numeric" });
  return at.toLocaleDateString(locale(), { day: "numeric", month: "short", year: "numeric" });
}

/** "Mon" of 1, "Sun" of 7. */
export function weekdayWord(number: number, length: "short" | "long" = "short"): string {
  return new Date(2024, 0, number).toLocaleDateString(locale(), { weekday: length });
}

/** "14:00". */
export function hourWord(hour: number): string {
  return new Date(2024, 0, 1, hour).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

function before(at: Date, unit: Unit): Date {
  if (unit === "year") return new Date(at.getFullYear() - 1, 0, 1);
  if (unit === "month") return new Date(at.getFullYear(), at.getMonth() - 1, 1);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - (unit === "week" ? 7 : 1));
}

export function fromDay(day: string): Date {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, date ?? 1);
}
