/**
 * How clean a copy is and how recently it was played.
 *
 * Cleanliness follows the plays since the last cleaning: a share of 5.01 plays, so that four plays
 * are still "due" and five are "needs cleaning". Never cleaned counts as needing it.
 * Recency follows the days since the last play. Both come out as one of five levels, 1 the best;
 * a level has a colour in tokens.css, and always a word beside it.
 */
import { t } from "@lingui/core/macro";

const DAY = 86_400_000;

export type Level = 1 | 2 | 3 | 4 | 5;
export type Status = { level: Level; word: string };

type Played = { last_played_at: string | null };
type Cleaned = { last_cleaned_at: string | null; plays_since_cleaning: number };

const CLEANLINESS: readonly { below: number; status: Status }[] = [
  { below: 20, status: { level: 1, word: t`Recently cleaned` } },
  { below: 40, status: { level: 2, word: t({ message: "Clean", context: "how a record is" }) } },
  { below: 60, status: { level: 3, word: t`May need cleaning soon` } },
  { below: 80, status: { level: 4, word: t`Due for cleaning` } },
  { below: Number.POSITIVE_INFINITY, status: { level: 5, word: t`Needs cleaning` } },
];

const RECENCY: readonly { days: number; score: number; word: string }[] = [
  { days: 7, score: 100, word: t`Played this week` },
  { days: 30, score: 80, word: t`Played this month` },
  { days: 90, score: 60, word: t`Played in the last 3 months` },
  { days: 180, score: 40, word: t`Played in the last 6 months` },
  { days: 365, score: 20, word: t`Played in the last year` },
  { days: Number.POSITIVE_INFINITY, score: 0, word: t`Not played for over a year` },
];

/** 0 (just cleaned) to 100 (needs cleaning). */
export function cleanlinessScore(copy: Cleaned): number {
  if (copy.last_cleaned_at === null) return 100;
  return Math.min(100, (copy.plays_since_cleaning / 5.01) * 100);
}

/** 100 (played within a week) down to 0 (over a year ago, or never). */
export function recencyScore(copy: Played, now: number): number {
  return band(copy, now)?.score ?? 0;
}

export function cleanliness(copy: Cleaned): Status {
  if (copy.last_cleaned_at === null) return { level: 5, word: t`Never cleaned` };
  const score = cleanlinessScore(copy);
  return (CLEANLINESS.find((row) => score < row.below) ?? lastOf(CLEANLINESS)).status;
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
