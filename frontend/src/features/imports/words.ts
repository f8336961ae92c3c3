/** What is said of an import, done or to be done. */
import { plural, t } from "@lingui/core/macro";
import type { ImportReport } from "../../api/types";
import { locale } from "../../lib/language";
import { count } from "../../lib/time";

export type Remark = ImportReport["remarks"][number];
type Said = Remark["examples"][number];
type Counts = ImportReport["entries"][number];

/** How much there is to write. */
export const newsOf = (report: ImportReport): number =>
  report.entries.reduce((sum, of) => sum + of.new, report.records.departed);

/** "20 new · 3 known already · 1 set aside", what is none left out. */
export function countsWords(of: Counts): string {
  return joined([
    of.new > 0 && t`${count(of.new)} new`,
    of.known > 0 &&
      (of.kind === "setting" ? t`${count(of.known)} as chosen here` : t`${count(of.known)} known already`),
    of.deleted > 0 && t`${count(of.deleted)} deleted here`,
    of.set_aside > 0 && t`${count(of.set_aside)} set aside`,
  ]);
}

export function recordsWords(of: ImportReport["records"]): string {
  return joined([
    of.matched > 0 && t`${count(of.matched)} on your shelf`,
    of.departed > 0 && t`${count(of.departed)} among the removed`,
    of.unknown > 0 && t`${count(of.unknown)} unknown`,
  ]);
}

const joined = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(" · ") || t`none`;

/** What was found to be in the file. */
export const SOURCES: Record<ImportReport["source"], string> = {
  "kleio-database": t`Kleio’s database`,
  "kleio-export": t`A history that Kleio exported`,
  waugzee: t`Everything of a Waugzee`,
};

/** What the entries of a kind are called. */
export const NAMES: Record<Counts["kind"], string> = {
  play: t`Plays`,
  cleaning: t`Cleanings`,
  condition: t`Conditions`,
  record: t`Records`,
  turntable: t`Turntables`,
  cartridge: t`Cartridges`,
  stylus: t`Styluses`,
  mount: t`Mounts`,
  maintenance: t`Maintenance`,
  interval: t`Maintenance intervals`,
  care: t`Cleaning rules of records`,
  crate: t`Crates`,
  "in-crate": t`Records in crates`,
  "left-out": t`Left out of statistics`,
  "put-off": t`Put off`,
  tracklist: t`Tracklists by hand`,
  value: t`Worth of the collection by day`,
  setting: t`Settings`,
};

const HOW_MANY: Record<Remark["kind"], (n: number) => string> = {
  play: (n) => plural(n, { one: "# play", other: "# plays" }),
  cleaning: (n) => plural(n, { one: "# cleaning", other: "# cleanings" }),
  condition: (n) => plural(n, { one: "# condition", other: "# conditions" }),
  record: (n) => plural(n, { one: "# record", other: "# records" }),
  turntable: (n) => plural(n, { one: "# turntable", other: "# turntables" }),
  cartridge: (n) => plural(n, { one: "# cartridge", other: "# cartridges" }),
  stylus: (n) => plural(n, { one: "# stylus", other: "# styluses" }),
  mount: (n) => plural(n, { one: "# mount", other: "# mounts" }),
  maintenance: (n) => plural(n, { one: "# entry of maintenance", other: "# entries of maintenance" }),
  interval: (n) => plural(n, { one: "# maintenance interval", other: "# maintenance intervals" }),
  care: (n) => plural(n, { one: "# cleaning rule", other: "# cleaning rules" }),
  crate: (n) => plural(n, { one: "# crate", other: "# crates" }),
  "in-crate": (n) => plural(n, { one: "# record in a crate", other: "# records in crates" }),
  "left-out": (n) => plural(n, { one: "# thing left out", other: "# things left out" }),
  "put-off": (n) => plural(n, { one: "# thing put off", other: "# things put off" }),
  tracklist: (n) => plural(n, { one: "# tracklist", other: "# tracklists" }),
  value: (n) => plural(n, { one: "# day’s worth", other: "# days’ worth" }),
  setting: (n) => plural(n, { one: "# setting", other: "# settings" }),
};

const WHY: Record<Remark["reason"], string> = {
  unreadable: t`The file does not say it as it should.`,
  "no-release": t`It says no number of a record.`,
  "no-time": t`When it was cannot be read.`,
  "impossible-time": t`It is dated before the phonograph, or ahead of today.`,
  "no-record": t`The record is not on your shelf, and nothing more is known of it. Sync, then take the file in again.`,
  "no-name": t`It has no name.`,
  "unknown-stylus": t`The stylus is not in the file. Taken in without it.`,
  "notes-cut": t`The notes are longer than 2,000 characters. Taken in with their beginning.`,
  "characters-replaced": t`The notes hold characters that cannot be kept. Taken in without them.`,
  "details-left-out": t`Its life span or day of purchase is out of bounds. Taken in without it.`,
  "no-subject": t`What it belongs to is not in the file.`,
  repeated: t`The file says it twice.`,
  overlaps: t`One of its parts is mounted elsewhere at that time.`,
  "too-many": t`There are as many as one can have.`,
  "unknown-turntable": t`The turntable is not in the file. Taken in without it.`,
};

/** How many of what, and why they do not come as they are. */
export const remarkWords = (of: Remark): { what: string; why: string } => ({
  what: HOW_MANY[of.kind](of.count),
  why: WHY[of.reason],
});

/** One of them, as far as the file says what it is: the record, when, the notes. */
export function saidWords(said: Said): string {
  const at = new Date(said.when);
  const when = Number.isNaN(at.getTime())
    ? said.when
    : at.toLocaleDateString(locale(), { dateStyle: "medium" });
  const record = said.title || (said.release_id === null ? "" : t`Release ${said.release_id}`);
  return [record, when, said.text].filter(Boolean).join(" · ");
}
