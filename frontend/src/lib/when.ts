/** When something was done, as it is chosen: now, a moment, or a day of which the hour is not known. */
import { t } from "@lingui/core/macro";
import { fromFields, toFields } from "./time";

export type When = { kind: "now" | "moment" | "day"; date: string; time: string };

export const startNow = (): When => ({ kind: "now", ...toFields(new Date().toISOString()) });

/** Of something that was; `day` where no more than that is known. */
export const whenOf = (at: string, day?: string): When =>
  day === undefined ? { kind: "moment", ...toFields(at) } : { kind: "day", date: day, time: "12:00" };

/** The instant, noon of a day; what was not touched keeps the second it had. Undefined where none is meant. */
export function instantOf(when: When, before?: { at: string; when: When }): string | undefined {
  if (when.kind === "now") return new Date().toISOString();
  if (before && isSame(when, before.when)) return before.at;
  return fromFields(when.date, when.kind === "day" ? "12:00" : when.time);
}

export const isSame = (one: When, other: When): boolean =>
  one.kind === other.kind && one.date === other.date && (one.kind === "day" || one.time === other.time);

/** Why it cannot have been then; nothing where it can. A day begins earlier elsewhere. */
export function notThen(at: string | undefined): string | undefined {
  if (at === undefined) return t`Choose a day.`;
  return Date.parse(at) > Date.now() + 86_400_000 ? t`That day is still to come.` : undefined;
}

/** The day of something as a date field wants it; today where nothing was yet. */
export const toDay = (at = new Date().toISOString(), dateOnly = false): string =>
  dateOnly ? at.slice(0, 10) : toFields(at).date;

/** What the server is told of a day alone: it takes the one that is named. */
export const noonOf = (day: string): string => `${day}T12:00:00Z`;

/** A day by this device's clock, to be told in words: noon at Greenwich is another day in the far east. */
export const noonHere = (day: string): string => `${day}T12:00`;

/** Whether it is no day, or one after today. */
export const isToCome = (day: string): boolean => day === "" || day > toDay();
