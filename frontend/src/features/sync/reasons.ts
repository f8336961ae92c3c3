/** Why a run ended before its end, in plain words, and what a person can do about it. */
import type { SyncRun } from "../../api/types";

export type Reason = NonNullable<SyncRun["reason"]>;
type Words = { what: string; todo: string };

const REASONS: Record<Reason, Words> = {
  stopped: {
    what: "Stopped before the end",
    todo: "Everything read so far is kept. Press Sync to go on where it stopped.",
  },
  private_collection: {
    what: "This collection is private",
    todo: "Open Discogs, Settings, Privacy, and let others see your collection. Then press Sync.",
  },
  unknown_user: {
    what: "Discogs knows no user of this name",
    todo: "Check the spelling under Account, Collection, then press Sync.",
  },
  unauthorized: {
    what: "Discogs no longer accepts the connection",
    todo: "Connect again under Account, Change, then press Sync. What was read so far is kept.",
  },
  unreachable: {
    what: "Discogs could not be reached",
    todo: "Check the connection. Discogs may also ask for a pause: wait a minute, then press Sync to go on.",
  },
  unreadable: {
    what: "Discogs answered something unreadable",
    todo: "It may be under maintenance. Try again later; what was read so far is kept.",
  },
  missing_pages: {
    what: "Some pages were not read",
    todo: "Press Sync to read what is missing. Nothing was removed from your shelf.",
  },
  count_mismatch: {
    what: "Not every record Discogs counts could be seen",
    todo: "Nothing was removed from your shelf. Press Sync to count again.",
  },
  kept_changing: {
    what: "The collection kept changing while it was read",
    todo: "Sync again once you have finished editing at Discogs. Nothing was removed.",
  },
  item_without_id: {
    what: "Discogs gave a record without a number",
    todo: "It cannot be told apart from the others, so nothing was removed. Try again later.",
  },
  differs: {
    what: "Something else changed",
    todo: "A full sync follows and reads everything.",
  },
  replaced: {
    what: "Another source was chosen meanwhile",
    todo: "Press Sync to read the collection chosen now.",
  },
};

/** Words for a reason, also for one this page does not know yet. */
export function reasonWords(reason: string | null): Words {
  return (
    REASONS[reason as Reason] ?? {
      what: "Ended before the end",
      todo: "Everything read so far is kept. Press Sync to go on.",
    }
  );
}
