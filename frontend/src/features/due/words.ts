/** Why something is due, and until when it can be put off, in words. */
import { plural, t } from "@lingui/core/macro";
import type { DueRecord } from "../../api/types";
import { ago } from "../../lib/time";

export function why(record: DueRecord, now: number): string {
  const { reasons, plays_since_cleaning: plays, last_cleaned_at: cleaned } = record;
  if (reasons.includes("bought_used")) return t`Bought used, not cleaned here yet`;
  if (reasons.includes("never_cleaned")) {
    return plays > 0
      ? t`Never cleaned, ${plural(plays, { one: "# play", other: "# plays" })}`
      : t`Never cleaned`;
  }
  const parts = [];
  if (reasons.includes("plays")) parts.push(t`${plural(plays, { one: "# play", other: "# plays" })} since`);
  if (cleaned) parts.push(t`cleaned ${ago(cleaned, now)}`);
  return parts.join(", ");
}

/** Which word goes with a level, beside its colour and shape. */
export function state(record: DueRecord): string {
  return record.level === 5 ? t`Needs cleaning` : t`Due for cleaning`;
}

export const DELAYS = [
  { word: t`Tomorrow`, later: (from: Date) => inDays(from, 1) },
  { word: t`In a week`, later: (from: Date) => inDays(from, 7) },
  { word: t`In a month`, later: (from: Date) => inMonths(from, 1) },
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
