/** Which days count: a name for them in the address, and what it stands for today. */
import { t } from "@lingui/core/macro";

/** `months`, `all`, a year, or two days as `2025-03-01..2025-04-30`, each of which may be missing. */
export type RangeName = string;

export type Range = { since?: string; until?: string };

export const USUAL: RangeName = "months";

export function rangeOf(name: RangeName, now: Date): Range {
  if (name === "all") return {};
  if (/^\d{4}$/.test(name)) return { since: `${name}-01-01`, until: `${name}-12-31` };
  const own = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.exec(name);
  if (own) return { ...(own[1] ? { since: own[1] } : {}), ...(own[2] ? { until: own[2] } : {}) };
  // The last twelve months: this one, and the eleven before it.
  return { since: dayOf(new Date(now.getFullYear(), now.getMonth() - 11, 1)) };
}

export function isOwn(name: RangeName): boolean {
  return name.includes("..");
}

/** What there is to choose, the years of the log the latest first. */
export function rangesOf(first: number | null, last: number | null): { name: RangeName; word: string }[] {
  const years = first === null || last === null ? [] : span(first, last).reverse();
  return [
    { name: "months", word: t`The last twelve months` },
    ...years.map((year) => ({ name: String(year), word: String(year) })),
    { name: "all", word: t`All time` },
  ];
}

/** A local day as the API has it. */
export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function span(first: number, last: number): number[] {
  // Nobody scrolls through more; a day typed wrongly may lie anywhere.
  const from = Math.max(first, last - 120);
  return Array.from({ length: last - from + 1 }, (_, at) => from + at);
}
