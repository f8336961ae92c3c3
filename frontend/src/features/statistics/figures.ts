/** What the server told, as figures to draw. */
import { t } from "@lingui/core/macro";
import type {
  CareAndWear,
  Listening,
  OnTheShelf,
  PlayedGroups,
  PlayedRecords,
  YearInReview,
} from "../../api/types";
import { recordLine } from "../../lib/isolation";
import type { Column, Figure } from "./chart/figure";
import { methodWord } from "./methods";
import { moneyWord } from "./money";
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
    rows: told.first.map(recordLine),
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

type ShelfSum = { records: number; played: number };

export function shelfGroups(
  told: { first: readonly (ShelfSum & { name: string })[] },
  title: string,
  rowWord: string,
): Figure {
  return {
    title,
    rowWord,
    rows: told.first.map((one) => one.name),
    columns: [
      { word: t`Records`, values: told.first.map((one) => one.records), show: number },
      { word: t`Ever played`, values: told.first.map((one) => one.played), show: number },
    ],
    drawn: [0, 1],
    kind: "bars",
  };
}

export function addedFigure(told: OnTheShelf): Figure {
  const [first, last] = [told.added[0]?.start ?? "", told.added.at(-1)?.start ?? ""];
  const known = new Map(told.added.map((one) => [one.start, one]));
  let sum = 0;
  const all = starts(first, last, "month").map((start) => {
    const month = known.get(start);
    sum = month?.sum ?? sum;
    return { start, records: month?.records ?? 0, sum };
  });
  return {
    title: t`Growth`,
    rowWord: t`Month`,
    rows: all.map((one) => periodWord(one.start, "month")),
    columns: [
      { word: t`On the shelf`, values: all.map((one) => one.sum), show: number },
      { word: t`Added`, values: all.map((one) => one.records), show: number },
    ],
    drawn: [0],
    kind: "line",
  };
}

/** What the collection is worth, day by day: Discogs tells what its records were sold for. */
export function worthFigure(told: OnTheShelf): Figure {
  const currency = told.values.at(-1)?.currency ?? "";
  const columns = [
    { word: t`Minimum`, values: told.values.map((one) => one.minimum) },
    { word: t`Median`, values: told.values.map((one) => one.median) },
    { word: t`Maximum`, values: told.values.map((one) => one.maximum) },
  ];
  return {
    title: t`Value`,
    rowWord: t`Day`,
    rows: told.values.map((one) => periodWord(one.on, "day")),
    columns: columns.map(({ word, values }) => ({
      word,
      values: values.map((hundredths) => hundredths / 100),
      show: (units) => moneyWord(Math.round(units * 100), currency),
      mark: (units) => moneyWord(units * 100, currency, "whole"),
    })),
    drawn: [0, 1, 2],
    kind: "line",
  };
}

export function yearsFigure(told: OnTheShelf): Figure {
  const known = new Map(told.years.map((one) => [one.year, one.records]));
  const first = told.years[0]?.year ?? 0;
  const last = told.years.at(-1)?.year ?? first;
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return {
    title: t`Years of release`,
    rowWord: t`Year`,
    rows: all.map(String),
    columns: [{ word: t`Records`, values: all.map((year) => known.get(year) ?? 0), show: number }],
    drawn: [0],
    kind: "columns",
  };
}

export function cleaningsFigure(
  told: CareAndWear,
  unit: Unit,
  range: Range,
  today: string,
): Figure | undefined {
  const [first, last] = [told.periods[0]?.start, told.periods.at(-1)?.start];
  if (first === undefined || last === undefined) return undefined;
  const from = range.since ? startOf(range.since, unit) : first;
  const end = startOf(range.until && range.until < today ? range.until : today, unit);
  const known = new Map(told.periods.map((one) => [one.start, one.cleanings]));
  const all = starts(from < first ? from : first, end > last ? end : last, unit);
  return {
    title: t`Cleanings over time`,
    rowWord: t`From`,
    rows: all.map((start) => periodWord(start, unit)),
    columns: [{ word: t`Cleanings`, values: all.map((start) => known.get(start) ?? 0), show: number }],
    drawn: [0],
    kind: "columns",
  };
}

export function methodsFigure(told: CareAndWear): Figure {
  return {
    title: t`Ways of cleaning`,
    rowWord: t`Method`,
    rows: told.methods.map((one) => methodWord(one.method)),
    columns: [{ word: t`Cleanings`, values: told.methods.map((one) => one.cleanings), show: number }],
    drawn: [0],
    kind: "bars",
  };
}

export function stylusesFigure(told: CareAndWear): Figure {
  return {
    title: t`Use of each stylus`,
    rowWord: t`Stylus`,
    rows: told.styluses.map((one) => one.name),
    links: told.styluses.map((one) => `/gear/styluses/${one.id}`),
    columns: sums(told.styluses),
    drawn: [1],
    kind: "bars",
  };
}

/** How long each stylus had run by the end of each period: between its plays as long as before. */
export function runFigure(told: CareAndWear, unit: Unit, range: Range): Figure {
  const days = told.styluses.flatMap((one) => one.periods.map(({ start }) => start)).sort();
  const first = days[0] ?? "";
  const from = range.since ? startOf(range.since, unit) : first;
  const inside = days.filter((day) => day >= from && (!range.until || day <= range.until));
  const all = starts(from > first ? from : first, inside.at(-1) ?? from, unit);
  const columns = told.styluses.map((stylus) => ({
    word: stylus.name,
    values: all.map((start) => {
      const known = stylus.periods.findLast((one) => one.start <= start);
      const before = stylus.periods[0];
      return inHours(known?.run_seconds ?? (before ? before.run_seconds - before.seconds : 0));
    }),
    show: hoursWord,
  }));
  return {
    title: t`Wear over time`,
    rowWord: t`Until the end of`,
    rows: all.map((start) => periodWord(start, unit)),
    columns,
    drawn: columns.map((_, at) => at).slice(0, 4),
    kind: "line",
  };
}

/** All months of a year, those without a play too. */
export function monthsOf(told: YearInReview): Figure {
  const known = new Map(told.listening.periods.map((one) => [one.start, one]));
  const all = starts(`${told.year}-01-01`, `${told.year}-12-01`, "month");
  return {
    title: t`Month by month`,
    rowWord: t`Month`,
    rows: all.map((start) => periodWord(start, "month")),
    columns: sums(all.map((start) => known.get(start))),
    drawn: [0],
    kind: "columns",
  };
}
