/** What a running or finished sync says of itself. */

import { plural, t } from "@lingui/core/macro";
import type { SyncRun } from "../../api/types";
import type { Progress } from "../../engine/types";
import { asSentence } from "../../lib/language";
import { count, left } from "../../lib/time";

export type Counts = Pick<Progress, "pages_done" | "pages_total" | "items_seen" | "items_total">;

/** "Page 7 of 15", "700 of 1,497 records", "about 20 s left": what is known, in that order. */
export function progressWords(counts: Counts, progress: Progress | undefined, now: number): string[] {
  const words: string[] = [];
  if (counts.pages_total !== null)
    words.push(t`Page ${count(counts.pages_done)} of ${count(counts.pages_total)}`);
  if (counts.items_total !== null)
    words.push(
      t`${count(counts.items_seen)} of ${plural(counts.items_total, { one: "# record", other: "# records" })}`,
    );
  else if (counts.items_seen > 0)
    words.push(plural(counts.items_seen, { one: "# record", other: "# records" }));
  const pause =
    progress?.phase === "waiting" && progress.waiting_until !== null
      ? progress.waiting_until - now / 1000
      : 0;
  if (pause >= 2) words.push(t`pausing ${left(pause)} for Discogs’ limit`);
  else if (progress?.seconds_left != null) words.push(t`${left(progress.seconds_left)} left`);
  const [first, ...rest] = words;
  if (first) return [asSentence(first), ...rest];
  return [progress?.phase === "opening" ? t`Getting ready` : t`Asking Discogs`];
}

/** 0 to 1, or null while the total is not known. */
export function share(counts: Counts): number | null {
  if (counts.items_total) return Math.min(1, counts.items_seen / counts.items_total);
  return counts.pages_total ? Math.min(1, counts.pages_done / counts.pages_total) : null;
}

/** How a run stands, in one word; a reason says more. */
export function stateWord(run: Pick<SyncRun, "state" | "reason" | "driven" | "mode" | "added">): string {
  if (run.state === "running") return run.driven ? t`Running` : t`Paused`;
  if (run.state === "complete")
    return run.mode === "quick" ? (run.added > 0 ? t`New records` : t`Nothing new`) : t`Complete`;
  if (run.reason === "stopped") return t`Paused`;
  return FAILED.has(run.reason) ? t`Failed` : t`Incomplete`;
}

/** What drove a run. */
export function driverWords(driver: SyncRun["driver"]): string {
  if (driver === "server") return t`The server`;
  if (driver === "terminal") return t`A terminal`;
  return driver === null ? t`Nobody yet` : t`A browser`;
}

const FAILED = new Set<SyncRun["reason"]>([
  "private_collection",
  "unknown_user",
  "unauthorized",
  "unreachable",
  "unreadable",
]);

/** "12 added, 3 changed, 1 removed" or "nothing had changed". */
export function outcomeWords(run: Pick<SyncRun, "added" | "changed" | "removed" | "set_aside">): string {
  const parts = [
    run.added && t`${count(run.added)} added`,
    run.changed && t`${count(run.changed)} changed`,
    run.removed && t`${count(run.removed)} removed`,
    run.set_aside && t`${count(run.set_aside)} set aside as unreadable`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : t`nothing had changed`;
}
