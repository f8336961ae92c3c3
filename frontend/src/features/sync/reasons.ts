/** Why a run ended before its end, in plain words, and what a person can do about it. */
import { t } from "@lingui/core/macro";
import type { SyncRun } from "../../api/types";

export type Reason = NonNullable<SyncRun["reason"]>;
type Words = { what: string; todo: string };

const REASONS: Record<Reason, Words> = {
  stopped: {
    what: t`Stopped before the end`,
    todo: t`Everything read so far is kept. Press Sync to go on where it stopped.`,
  },
  private_collection: {
    what: t`This collection is private`,
    todo: t`Open Discogs, Settings, Privacy, and let others see your collection. Then press Sync.`,
  },
  unknown_user: {
    what: t`Discogs knows no user of this name`,
    todo: t`Check the spelling under Account, Collection, then press Sync.`,
  },
  unauthorized: {
    what: t`Discogs no longer accepts the connection`,
    todo: t`Connect again under Account, Change, then press Sync. What was read so far is kept.`,
  },
  unreachable: {
    what: t`Discogs could not be reached`,
    todo: t`Check the connection. Discogs may also ask for a pause: wait a minute, then press Sync to go on.`,
  },
  unreadable: {
    what: t`Discogs answered something unreadable`,
    todo: t`It may be under maintenance. Try again later; what was read so far is kept.`,
  },
  missing_pages: {
    what: t`Some pages were not read`,
    todo: t`Press Sync to read what is missing. Nothing was removed from your shelf.`,
  },
  count_mismatch: {
    what: t`Not every record Discogs counts could be seen`,
    todo: t`Nothing was removed from your shelf. Press Sync to count again.`,
  },
  kept_changing: {
    what: t`The collection kept changing while it was read`,
    todo: t`Sync again once you have finished editing at Discogs. Nothing was removed.`,
  },
  item_without_id: {
    what: t`Discogs gave a record without a number`,
    todo: t`It cannot be told apart from the others, so nothing was removed. Try again later.`,
  },
  differs: {
    what: t`Something else changed`,
    todo: t`A full sync follows and reads everything.`,
  },
  replaced: {
    what: t`Another source was chosen meanwhile`,
    todo: t`Press Sync to read the collection chosen now.`,
  },
};

/** Words for a reason, also for one this page does not know yet. */
export function reasonWords(reason: string | null): Words {
  return (
    REASONS[reason as Reason] ?? {
      what: t`Ended before the end`,
      todo: t`Everything read so far is kept. Press Sync to go on.`,
    }
  );
}
