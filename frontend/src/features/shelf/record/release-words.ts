/** A release's own page in plain lines: name and value, a line each where there are several. */

import { t } from "@lingui/core/macro";
import type { Copy, CopyDetails, ReleaseDetails } from "../../../api/types";
import { locale } from "../../../lib/language";

export type Fact = [name: string, value: string];

/** Each label with the number it gave; of the same label twice, each number once. */
export function labelLines(copy: Copy, details: CopyDetails | undefined): string {
  const all = details?.labels.length ? details.labels : [{ name: copy.label ?? "", catno: copy.catno ?? "" }];
  const lines = all.map(({ name, catno }) => [name, catno].filter(Boolean).join(" · "));
  return [...new Set(lines)].filter(Boolean).join("\n");
}

export function aboutRelease(release: ReleaseDetails | undefined): Fact[] {
  if (!release?.found) return [];
  return [
    [t`Country`, release.country ?? ""],
    [
      t`First released`,
      release.original_year && release.original_year !== release.year ? String(release.original_year) : "",
    ],
    [t`Released`, releasedWords(release.released) || (release.year ? String(release.year) : "")],
    ...grouped(release.companies.map(({ role, name }) => [role, name])),
    ...grouped(
      release.identifiers.map(({ type, value, description }) => [
        type,
        description ? `${value} (${description})` : value,
      ]),
    ),
  ];
}

/** "1996-03-00" is March 1996, "2000-03-27" the 27th, and "1957" the year; other words stay as they are. */
export function releasedWords(released: string | null): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(released ?? "");
  if (!parts) return released ?? "";
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12) return String(year);
  const date = new Date(Date.UTC(year, month - 1, day || 1));
  return date.toLocaleDateString(locale(), {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    ...(day > 0 ? { day: "numeric" } : {}),
  });
}

/** Values under the same name stand together, a line each, in the order they come. */
function grouped(facts: Fact[]): Fact[] {
  const lines = new Map<string, Set<string>>();
  for (const [name, value] of facts) {
    if (value !== "") lines.set(name || t`Other`, (lines.get(name || t`Other`) ?? new Set()).add(value));
  }
  return [...lines].map(([name, values]) => [name, [...values].join("\n")]);
}
