/** What a running or finished sync says of itself. */
import type { SyncRun } from "../../api/types";
import type { Progress } from "../../engine/types";
import { count, counted, left } from "../../lib/time";

export type Counts = Pick<Progress, "pages_done" | "pages_total" | "items_seen" | "items_total">;

/** "Page 7 of 15", "700 of 1,497 records", "about 20 s left": what is known, in that order. */
export function progressWords(counts: Counts, progress: Progress | undefined, now: number): string[] {
  const words: string[] = [];
  if (counts.pages_total !== null)
    words.push(`Page ${count(counts.pages_done)} of ${count(counts.pages_total)}`);
  if (counts.items_total !== null)
    words.push(`${count(counts.items_seen)} of ${counted(counts.items_total, "record")}`);
  else if (counts.items_seen > 0) words.push(counted(counts.items_seen, "record"));
  const pause =
    progress?.phase === "waiting" && progress.waiting_until !== null
      ? progress.waiting_until - now / 1000
      : 0;
  if (pause >= 2) words.push(`pausing ${left(pause).replace("about ", "")} for Discogs’ limit`);
  else if (progress?.seconds_left != null) words.push(`${left(progress.seconds_left)} left`);
  const [first, ...rest] = words;
  if (first) return [first.charAt(0).toUpperCase() + first.slice(1), ...rest];
  return [progress?.phase === "opening" ? "Getting ready" : "Asking Discogs"];
}

/** 0 to 1, or null while the total is not known. */
export function share(counts: Counts): number | null {
  if (counts.items_total) return Math.min(1, counts.items_seen / counts.items_total);
  return counts.pages_total ? Math.min(1, counts.pages_done / counts.pages_total) : null;
}

/** How a run stands, in one word; a reason says more. */
export function stateWord(run: Pick<SyncRun, "state" | "reason" | "driven" | "mode" | "added">): string {
  if (run.state === "running") return run.driven ? "Running" : "Paused";
  if (run.state === "complete")
    return run.mode === "quick" ? (run.added > 0 ? "New records" : "Nothing new") : "Complete";
  if (run.reason === "stopped") return "Paused";
  return FAILED.has(run.reason) ? "Failed" : "Incomplete";
}

/** What drove a run. */
export function driverWords(driver: SyncRun["driver"]): string {
  if (driver === "server") return "The server";
  if (driver === "terminal") return "A terminal";
  return driver === null ? "Nobody yet" : "A browser";
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
    run.added && `${count(run.added)} added`,
    run.changed && `${count(run.changed)} changed`,
    run.removed && `${count(run.removed)} removed`,
    run.set_aside && `${count(run.set_aside)} set aside as unreadable`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "nothing had changed";
}
