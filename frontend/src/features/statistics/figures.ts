/** What the server told, as figures to draw. */
import { t } from "@lingui/core/macro";
import type { Listening, PlayedGroups, PlayedRecords } from "../../api/types";
import type { Column, Figure } from "./chart/figure";
import { fromDay, hourWord, periodWord, startOf, starts, type Unit, weekdayWord } from "./periods";
import { dayOf, type Range } from "./range";
import { hoursWord, inHours, type Measure, number } from "./words";

type Sum = { plays: number; seconds: number };
const NOTHING: Sum = { plays: 0, seconds: 0 };

const drawn = (measure: Measure) => [measure === "plays" ? 0 : 1];

function sums(found: readonly (Sum | undefined)[]): Column[] {
  return [
    { word: t`Plays`, values: found.map((one) => (one ?? NOTHING).plays), show: number },
    { word: t`Hours`, values: found.map((one) => inHours((one ?? NOTHING).seconds)), show: hoursWord },
  ];
}

export function overTime(
  told: Listening,
  unit: Unit,
  range: Range,
  today: string,
  measure: Measure,
): Figure | undefined {
  const [first, last] = [told.periods[0]?.start, told.periods.at(-1)?.start];
  if (first === undefined || last === undefined) return undefined;
  const from = range.since ? startOf(range.since, unit) : first;
  const end = startOf(range.until && range.until < today ? range.until : today, unit);
  const known = new Map(told.periods.map((one) => [one.start, one]));
  const all = starts(from < first ? from : first, end > last ? end : last, unit);
  return {
    title: t`Over time`,
    rowWord: t`From`,
    rows: all.map((start) => periodWord(start, unit)),
    columns: sums(all.map((start) => known.get(start))),
    drawn: drawn(measure),
    kind: all.length > 60 ? "line" : "columns",
  };
}

export function calendar(told: Listening, measure: Measure): Figure {
  const until = fromDay(told.calendar_until);
  const first = fromDay(
    startOf(dayOf(new Date(until.getFullYear(), until.getMonth(), until.getDate() - 364)), "week"),
  );
  const known = new Map(told.calendar.map((one) => [one.start, one]));
  const all = starts(dayOf(first), told.calendar_until, "day");
  return {
    title: t`Day by day`,
    rowWord: t`Day`,
    rows: all.map((day) => periodWord(day, "day")),
    columns: sums(all.map((day) => known.get(day))),
    drawn: drawn(measure),
    kind: "calendar",
  };
}

export function weekdays(told: Listening, measure: Measure): Figure {
  const all = [1, 2, 3, 4, 5, 6, 7];
  return {
    title: t`By weekday`,
    rowWord: t`Weekday`,
    rows: all.map((one) => weekdayWord(one)),
    columns: sums(all.map((one) => told.weekdays.find(({ number }) => number === one))),
    drawn: drawn(measure),
    kind: "columns",
  };
}

export function hours(told: Listening, measure: Measure): Figure {
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  return {
    title: t`By hour`,
    rowWord: t`Hour`,
    rows: all.map(hourWord),
    columns: sums(all.map((one) => told.hours.find(({ number }) => number === one))),
    drawn: drawn(measure),
    kind: "columns",
  };
}

export function topRecords(told: PlayedRecords, measure: Measure): Figure {
  return {
    title: t`Records`,
    rowWord: t`Record`,
    rows: told.first.map((one) => `${one.title} · ${one.artist}`),
    links: told.first.map((one) => (one.removed ? undefined : `/records/${one.copy_id}`)),
    columns: sums(told.first),
    drawn: drawn(measure),
    kind: "bars",
  };
}

export function topGroups(told: PlayedGroups, title: string, rowWord: string, measure: Measure): Figure {
  return {
    title,
    rowWord,
    rows: told.first.map((one) => one.name),
    columns: [
      ...sums(told.first),
      { word: t`Records`, values: told.first.map((one) => one.records), show: number },
    ],
    drawn: drawn(measure),
    kind: "bars",
  };
}

/** "1970s". */
export function decadeWord(name: string): string {
  return name === "unknown" ? t`Year unknown` : t`${name}s`;
}
