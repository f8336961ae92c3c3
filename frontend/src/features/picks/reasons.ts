/** Why a record is offered, in a sentence. */
import { plural, t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";
import { locale } from "../../lib/language";
import { ago } from "../../lib/time";
import { daysUnplayed } from "./picking";

const FAVOURITE = 8;
const LONG = 120;

export function reason(copy: Copy, now: number): string {
  return birthday(copy, now) ?? anniversary(copy, now) ?? waiting(copy, now);
}

/** A round number of years since it came out. */
function birthday(copy: Copy, now: number): string | undefined {
  const years = copy.year === null ? 0 : new Date(now).getFullYear() - copy.year;
  if (years < 10 || years % 10 !== 0) return undefined;
  return copy.last_played_at === null
    ? t`It came out ${years} years ago, and has never been played here.`
    : t`It came out ${years} years ago, and was last played ${ago(copy.last_played_at, now)}.`;
}

/** It came to the shelf on this day of an earlier year. */
function anniversary(copy: Copy, now: number): string | undefined {
  if (copy.added_at === null) return undefined;
  const [came, today] = [new Date(copy.added_at), new Date(now)];
  const years = today.getFullYear() - came.getFullYear();
  const isDay = came.getMonth() === today.getMonth() && came.getDate() === today.getDate();
  return years > 0 && isDay
    ? t`It came to your shelf ${plural(years, { one: "a year", other: "# years" })} ago today.`
    : undefined;
}

function waiting(copy: Copy, now: number): string {
  const { last_played_at: at, rating, plays } = copy;
  if (at === null) {
    if (rating >= 4) return t`You gave it ${rating} stars, and no play of it was ever logged.`;
    if (copy.added_at === null) return t`It has never been played.`;
    return t`On your shelf since ${month(copy.added_at)}, and never played.`;
  }
  const when = ago(at, now);
  if (daysUnplayed(copy, now) < LONG) return t`It was last played ${when}.`;
  if (rating >= 4) return t`You gave it ${rating} stars, and last played it ${when}.`;
  if (plays >= FAVOURITE) return t`An old favourite: played ${plays} times, last ${when}.`;
  return t`It has waited for a while: last played ${when}.`;
}

const month = (at: string): string =>
  new Date(at).toLocaleDateString(locale(), { month: "long", year: "numeric" });

/** "about 1 h 20 min", "42 min". */
export function duration(minutes: number, isKnown: boolean): string {
  const exact = Math.max(1, Math.round(minutes));
  const whole = isKnown || exact < 20 ? exact : Math.round(minutes / 5) * 5;
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const words = hours === 0 ? t`${rest} min` : rest === 0 ? t`${hours} h` : t`${hours} h ${rest} min`;
  return isKnown ? words : t`about ${words}`;
}
