/** Whether this browser looks for changes by itself, and when it is time to. */

import { createSignal } from "solid-js";
import type { SyncRun } from "../../api/types";
import { keepWord, keptWord } from "../../lib/kept-words";

const KEY = "waugzee.automatic";
/** How long after the last run one looks again, in milliseconds: Discogs' limit is also for other programs. */
const PAUSE = 5 * 60_000;
/** What may have passed by itself; anything else waits for the user. */
const PASSING = new Set<SyncRun["reason"]>([
  "unreachable",
  "unreadable",
  "missing_pages",
  "count_mismatch",
  "kept_changing",
  "item_without_id",
  "differs",
]);

const [automatic, setAutomaticSignal] = createSignal(keptWord(KEY) !== "off");

export { automatic };

export function setAutomatic(on: boolean): void {
  keepWord(KEY, on ? "on" : "off");
  setAutomaticSignal(on);
}

/** Whether it is time to look again after this last run; a first run is the user's to start. */
export function isTimeToLook(last: SyncRun | undefined, now: number): boolean {
  if (!last || now - Date.parse(last.updated_at) < PAUSE) return false;
  return last.state === "complete" || PASSING.has(last.reason);
}
