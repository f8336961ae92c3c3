/** Which cleaning is being told in detail: a new one of a copy, or one that is being corrected. */
import { createSignal } from "solid-js";
import type { Copy, HistoryEntry } from "../../api/types";

export type CleaningDetail = {
  copy: Pick<Copy, "id" | "release_id" | "title" | "artist">;
  /** The cleaning to correct. */
  entry?: HistoryEntry;
  /** After it was corrected. */
  onChanged?(): void;
};

const [cleaningDetail, setCleaningDetail] = createSignal<CleaningDetail>();

export { cleaningDetail };

export const openCleaning = (what: CleaningDetail): void => void setCleaningDetail(what);
export const closeCleaning = (): void => void setCleaningDetail(undefined);
