/** Which play is being told in detail: a new one of a copy, or one that is being corrected. */
import { createSignal } from "solid-js";
import type { Copy, HistoryEntry } from "../../api/types";

export type Detail = {
  copy: Pick<Copy, "id" | "release_id" | "title" | "artist">;
  /** The play to correct. */
  entry?: HistoryEntry;
  /** After it was corrected. */
  onChanged?(): void;
};

const [detail, setDetail] = createSignal<Detail>();

export { detail };

export const openDetail = (what: Detail): void => void setDetail(what);
export const closeDetail = (): void => void setDetail(undefined);
