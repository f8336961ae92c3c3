/** Why something is due, and until when it can be put off, in words. */
import type { DueRecord } from "../../api/types";
import { ago, counted } from "../../lib/time";

export function why(record: DueRecord, now: number): string {
  const { reasons, plays_since_cleaning: plays, last_cleaned_at: cleaned } = record;
  if (reasons.includes("bought_used")) return "Bought used, not cleaned here yet";
  if (reasons.includes("never_cleaned")) {
    return plays > 0 ? `Never cleaned, ${counted(plays, "play")}` : "Never cleaned";
  }
  const parts = [];
  if (reasons.includes("plays")) parts.push(`${counted(plays, "play")} since`);
  if (cleaned) parts.push(`cleaned ${ago(cleaned, now)}`);
  return parts.join(", ");
}

/** Which word goes with a level, beside its colour and shape. */
export function state(record: DueRecord): string {
  return record.level === 5 ? "Needs cleaning" : "Due for cleaning";
}

export const DELAYS = [
  { word: "Tomorrow", later: (from: Date) => inDays(from, 1) },
  { word: "In a week", later: (from: Date) => inDays(from, 7) },
  { word: "In a month", later: (from: Date) => inMonths(from, 1) },
] as const;

/** In the morning of that day, wherever one is: summer time may begin in between. */
function inDays(from: Date, days: number): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, 6);
}

/** The same day of a later month, or its last one: there is no 31st of April. */
function inMonths(from: Date, months: number): Date {
  const last = new Date(from.getFullYear(), from.getMonth() + months + 1, 0).getDate();
  return new Date(from.getFullYear(), from.getMonth() + months, Math.min(from.getDate(), last), 6);
}
