/** Times in plain words. Every function takes `now` in milliseconds, so that it can be tested. */

import { plural, t } from "@lingui/core/macro";
import { locale } from "./language";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "20 min ago", "yesterday", "3 weeks ago": at a glance, by calendar day where it matters. */
export function ago(at: string, now: number): string {
  const then = Date.parse(at);
  const passed = now - then;
  if (passed < -MINUTE) return shortDate(at, now);
  if (passed < MINUTE) return t`just now`;
  if (passed < HOUR) return t`${Math.floor(passed / MINUTE)} min ago`;
  const days = calendarDays(then, now);
  if (days === 0) return plural(Math.floor(passed / HOUR), { one: "# hour ago", other: "# hours ago" });
  if (days === 1) return t`yesterday`;
  if (days < 14) return plural(days, { one: "# day ago", other: "# days ago" });
  if (days < 61) return plural(Math.floor(days / 7), { one: "# week ago", other: "# weeks ago" });
  if (days < 730) return plural(Math.floor(days / 30.44), { one: "# month ago", other: "# months ago" });
  return plural(Math.floor(days / 365.25), { one: "# year ago", other: "# years ago" });
}

/** "21 November", with the year when it is not this one. */
export function shortDate(at: string, now: number): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale(), {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** "14:05". */
export function clock(at: string): string {
  return new Date(at).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

/** What is left of something running: "a few seconds", "about 20 s", "about 3 min". */
export function left(seconds: number): string {
  if (seconds < 3) return t`a few seconds`;
  if (seconds < 10) return t`about ${Math.round(seconds)} s`;
  if (seconds < 90) return t`about ${Math.round(seconds / 5) * 5} s`;
  if (seconds < 5400) return t`about ${Math.round(seconds / 60)} min`;
  return t`about ${Math.round(seconds / 3600)} h`;
}

/** How long something took: "4.2 s", "48 s", "3 min 5 s". */
export function took(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
  if (seconds < 0.1) return t`less than ${tenths(0.1)} s`;
  if (seconds < 10) return t`${tenths(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return t`${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 ? t`${minutes} min ${whole % 60} s` : t`${minutes} min`;
  return t`${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The local day and minute of an instant, as date and time fields want them. */
export function toFields(at: string): { date: string; time: string } {
  const d = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return {
    date: `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`,
    time: `${two(d.getHours())}:${two(d.getMinutes())}`,
  };
}

/** The instant a local date and time mean, or undefined when they do not make one. */
export function fromFields(date: string, time: string): string | undefined {
  const at = new Date(`${date}T${time || "12:00"}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** "4.2", in other languages "4,2". */
export function tenths(n: number): string {
  return n.toLocaleString(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** "1,497", always with the same mark so that columns line up. */
export function count(n: number): string {
  return n.toLocaleString(locale());
}

function calendarDays(then: number, now: number): number {
  const a = new Date(then);
  const b = new Date(now);
  a.setHours(0, 0, 0, 0);
  b.setHours(0, 0, 0, 0);
  return Math.round((b.getTime() - a.getTime()) / DAY);
}
