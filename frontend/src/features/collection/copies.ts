/** Several copies of one release: which of them is meant, and how to tell them apart. */
import { t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";
import type { Library } from "../../lib/library";
import { ago, shortDate } from "../../lib/time";

/** The copies of a release that are there, the one played last first; a record that left stands for itself. */
export function copiesOf(all: readonly Copy[], copy: Pick<Copy, "id" | "release_id">): readonly Copy[] {
  const same = all.filter((each) => each.release_id === copy.release_id && each.removed_at === null);
  if (!same.some((each) => each.id === copy.id)) return all.filter((each) => each.id === copy.id);
  return same.sort(
    (one, other) =>
      at(other.last_played_at) - at(one.last_played_at) ||
      // Never played: the one that was asked for.
      Number(other.id === copy.id) - Number(one.id === copy.id) ||
      at(other.added_at) - at(one.added_at) ||
      (one.id < other.id ? 1 : -1),
  );
}

const at = (moment: string | null): number => (moment === null ? 0 : Date.parse(moment));

/** "Jazz · VG+ · played 3 weeks ago": what tells a copy from the others, and when it was last played. */
export function copyWords(library: Library, copy: Copy, now: number): string {
  const folder = library.lists.folders().find(({ id }) => id === copy.folder_id)?.name;
  const added = copy.added_at ? t`added ${shortDate(copy.added_at, now)}` : "";
  const played = copy.last_played_at ? t`played ${ago(copy.last_played_at, now)}` : t`never played`;
  return [folder, copy.media ?? added, played].filter(Boolean).join(" · ");
}
