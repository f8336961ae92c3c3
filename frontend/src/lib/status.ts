/**
 * How clean a copy is and how recently it was played.
 *
 * Cleanliness follows the user's rules, those of all records or the copy's own, and says the same as
 * what is due today: the plays since the last cleaning as a share of those allowed, or its age as a share
 * of the months, whichever is more. From 1 on it is due; with one play more than allowed, or a quarter
 * of its time, it needs it. By the usual four plays: four are due, five need it. What was never cleaned
 * needs it where the rules say that it is due.
 * Recency follows the days since the last play. Both come out as one of five levels, 1 the best;
 * a level has a colour in tokens.css, and always a word beside it.
 */
import { t } from "@lingui/core/macro";
import type { CareRules, CopyCare, DueRecord } from "../api/types";

const DAY = 86_400_000;

export type Level = 1 | 2 | 3 | 4 | 5;
export type Status = { level: Level; word: string };

type Played = { last_played_at: string | null };
export type Cleaned = {
  last_cleaned_at: string | null;
  plays_since_cleaning: number;
  care: CopyCare | null;
};

type Reason = DueRecord["reasons"][number];

/** What holds until the user's own rules are known. */
export const USUAL_RULES: CareRules = { plays: 4, months: null, never_cleaned: "played", bought_used: true };

/** As long as the server takes it to be. */
const MONTH = 2_629_746_000;
/** The share of the allowed plays, or of the months, from which a record needs cleaning. */
const NEEDS_IT = { plays: 1.002, months: 1.25 } as const;

const CLEANLINESS: Readonly<Record<Level, string>> = {
  1: t`Recently cleaned`,
  2: t({ message: "Clean", context: "how a record is" }),
  3: t`May need cleaning soon`,
  4: t`Due for cleaning`,
  5: t`Needs cleaning`,
};

const RECENCY: readonly { days: number; score: number; word: string }[] = [
  { days: 7, score: 100, word: t`Played this week` },
  { days: 30, score: 80, word: t`Played this month` },
  { days: 90, score: 60, word: t`Played in the last 3 months` },
  { days: 180, score: 40, word: t`Played in the last 6 months` },
  { days: 365, score: 20, word: t`Played in the last year` },
  { days: Number.POSITIVE_INFINITY, score: 0, word: t`Not played for over a year` },
];

/** 100 (played within a week) down to 0 (over a year ago, or never). */
export function recencyScore(copy: Played, now: number): number {
  return band(copy, now)?.score ?? 0;
}

/** How much a record wants cleaning: from 1 on it is due, and what is never due comes last. */
export function urgency(copy: Cleaned, rules: CareRules, now: number): number {
  if (copy.care?.rule === "never") return -1;
  if (copy.last_cleaned_at !== null) {
    const { byPlays, byAge } = shares(copy, rules, now);
    return Math.max(byPlays, byAge);
  }
  const plays = copy.plays_since_cleaning;
  return isDueUncleaned(copy, rules) ? 1.25 + Math.min(plays, 1000) / 10_000 : 0.75;
}

/** Why a copy is due; nothing where it is not. */
export function dueFor(copy: Cleaned, rules: CareRules, now: number): Reason[] {
  if (urgency(copy, rules, now) < 1) return [];
  const wasCleaned = copy.last_cleaned_at !== null;
  const { byPlays, byAge } = shares(copy, rules, now);
  const reasons: readonly (readonly [Reason, boolean])[] = [
    ["plays", wasCleaned && byPlays >= 1],
    ["age", wasCleaned && byAge >= 1],
    ["bought_used", !wasCleaned && rules.bought_used && copy.care?.bought_used === true],
    ["never_cleaned", !wasCleaned && isNeverCleanedDue(copy, rules)],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

export function cleanliness(copy: Cleaned, rules: CareRules, now: number): Status {
  const level = cleanLevel(copy, rules, now);
  if (copy.care?.rule === "never") return { level, word: t`Never due` };
  return { level, word: copy.last_cleaned_at === null ? t`Never cleaned` : CLEANLINESS[level] };
}

/** The same without its word: a filter asks for ten thousand of them. */
export function cleanLevel(copy: Cleaned, rules: CareRules, now: number): Level {
  if (copy.care?.rule === "never") return 2;
  if (copy.last_cleaned_at === null) return isDueUncleaned(copy, rules) ? 5 : 3;
  const { plays, months } = limits(copy, rules);
  // Nothing makes it due, so nothing tells how far it is from that.
  if (plays === null && months === null) return 2;
  return levelOfShares(shares(copy, rules, now));
}

/** The plays and months that a copy is allowed: its own, or those of all. */
function limits({ care }: Cleaned, rules: CareRules) {
  const { plays = null, months = null } = care?.rule === "own" ? care : rules;
  return { plays, months };
}

function shares(copy: Cleaned, rules: CareRules, now: number) {
  const { plays, months } = limits(copy, rules);
  return {
    byPlays: plays === null ? 0 : copy.plays_since_cleaning / plays,
    byAge: months === null ? 0 : (now - Date.parse(copy.last_cleaned_at ?? "")) / (months * MONTH),
  };
}

function levelOfShares({ byPlays, byAge }: ReturnType<typeof shares>): Level {
  const share = Math.max(byPlays, byAge);
  if (byPlays >= NEEDS_IT.plays || byAge >= NEEDS_IT.months) return 5;
  if (share >= 1) return 4;
  if (share > 0.5) return 3;
  return share > 0.25 ? 2 : 1;
}

function isDueUncleaned(copy: Cleaned, rules: CareRules): boolean {
  return (copy.care?.bought_used && rules.bought_used) || isNeverCleanedDue(copy, rules);
}

function isNeverCleanedDue(copy: Cleaned, rules: CareRules): boolean {
  if (rules.never_cleaned === "played") return copy.plays_since_cleaning > 0;
  return rules.never_cleaned === "always";
}

export function recency(copy: Played, now: number): Status {
  const row = band(copy, now);
  if (!row) return { level: 5, word: t`Never played` };
  return { level: levelOfScore(row.score), word: row.word };
}

function band(copy: Played, now: number) {
  if (copy.last_played_at === null) return undefined;
  const days = (now - Date.parse(copy.last_played_at)) / DAY;
  return RECENCY.find((row) => days <= row.days) ?? lastOf(RECENCY);
}

function levelOfScore(score: number): Level {
  if (score >= 80) return 1;
  if (score >= 60) return 2;
  if (score >= 40) return 3;
  if (score >= 20) return 4;
  return 5;
}

function lastOf<T>(rows: readonly T[]): T {
  return rows[rows.length - 1] as T;
}
