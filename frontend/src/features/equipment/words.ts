/** Wear in plain words; every function takes `now` where it matters, so that it can be tested. */

import { t } from "@lingui/core/macro";
import type { StylusWear } from "../../api/types";
import { locale } from "../../lib/language";
import { count } from "../../lib/time";

type Level = StylusWear["level"];

export const LEVEL_WORDS: Record<Level, string> = {
  fresh: t`Fresh`,
  good: t`Good`,
  fair: t`Half worn`,
  worn: t`Wearing thin`,
  replace: t`Replace it`,
  unknown: t`Life not known`,
};

/** The five levels of the page; an unknown one has no colour. */
export const LEVEL_STEPS: Record<Level, 1 | 2 | 3 | 4 | 5 | undefined> = {
  fresh: 1,
  good: 2,
  fair: 3,
  worn: 4,
  replace: 5,
  unknown: undefined,
};

/** "0 h", "4.5 h", "1,280 h". */
export function hours(n: number): string {
  return t`${count(n < 10 ? Math.round(n * 10) / 10 : Math.round(n))} h`;
}

/** "620 of 1,000 h left", "past its 500 h", "12 h so far". */
export function leftWords(wear: StylusWear): string {
  if (wear.rated_hours === null || wear.hours_left === null) return t`${hours(wear.hours)} so far`;
  if (wear.hours_left === 0) return t`${hours(wear.hours)} of ${count(wear.rated_hours)} h: past its life`;
  return t`${hours(wear.hours_left)} left of ${count(wear.rated_hours)} h`;
}

/** "Lasts until about March 2028 at the present rate". */
export function forecastWords(wear: StylusWear): string {
  if (wear.forecast === null) return "";
  const month = new Date(`${wear.forecast}T12:00:00Z`).toLocaleDateString(locale(), {
    month: "long",
    year: "numeric",
  });
  return t`Lasts until about ${month} at the present rate`;
}
