import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { useLibrary } from "../../../lib/library";
import { onChange } from "../../../lib/on-change";
import { uuid7 } from "../../../lib/uuid";
import { Keyed } from "../../../ui/keyed";
import { say } from "../../../ui/snackbar";
import { openCleaning } from "../../care/cleaning-detail";
import { attempt } from "../../entries/attempt";
import { EntryList } from "../../entries/entry-list";
import { openDetail } from "../../plays/detail";
import { createEntries, type Draft, type ShownEntry } from "./entries";
import { EntryRow } from "./entry-row";
import { HistoryForm } from "./history-form";

const DELETED = { play: t`Deleted the play`, cleaning: t`Deleted the cleaning` } as const;

/** The history of a record, newest first; every entry can be corrected or deleted. */
export function History(props: { copyId: string }): JSX.Element {
  const library = useLibrary();
  const history = createEntries(library, () => props.copyId);
  /** The entry being corrected, or "new" for one on another day. */
  const [open, setOpen] = createSignal<string>();
  const close = () => setOpen(undefined);
  onChange(() => props.copyId, close, { defer: true });

  const add = (draft: Draft) => attempt(() => history.add(draft).then(close));
  const edit = (entry: ShownEntry, draft: Draft) => attempt(() => history.edit(entry, draft).then(close));
  const remove = (entry: ShownEntry) => {
    close();
    return attempt(async () => {
      await history.remove(entry);
      const as = uuid7();
      say({
        text: DELETED[entry.kind],
        icon: "trash",
        action: { word: t`Undo`, key: "u", act: () => void attempt(() => history.restore(entry, as)) },
      });
    });
  };

  const details = (entry: ShownEntry) => {
    const copy = library.shelf.copy(props.copyId);
    close();
    if (!copy) return;
    const open = entry.kind === "play" ? openDetail : openCleaning;
    open({ copy, entry, onChanged: () => void history.load() });
  };

  return (
    <EntryList
      title={t`History`}
      add={t`Add on another day`}
      adding={open() === "new"}
      onAdd={() => setOpen("new")}
      form={<HistoryForm onSave={add} onCancel={close} />}
      problem={history.problem()}
      onRetry={() => void history.load()}
      count={history.known() ? history.entries().length : history.entries().length || undefined}
      none={t`Nothing yet. Play it, or clean it, and it stands here.`}
      hasMore={history.hasMore()}
      onMore={() => void attempt(history.more)}
    >
      <Keyed each={history.entries()} by={({ id }) => id}>
        {(entry) => (
          <EntryRow
            entry={entry()}
            open={open() === entry().id}
            onOpen={() => setOpen(entry().id)}
            onCancel={close}
            onSave={(draft) => edit(entry(), draft)}
            onDelete={() => void remove(entry())}
            onDetails={() => details(entry())}
          />
        )}
      </Keyed>
    </EntryList>
  );
}
