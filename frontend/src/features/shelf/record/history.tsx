import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../../api/problem";
import { useLibrary } from "../../../lib/library";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";
import { say } from "../../../ui/snackbar";
import { openCleaning } from "../../care/cleaning-detail";
import { openDetail } from "../../plays/detail";
import { createEntries, type Draft, type ShownEntry } from "./entries";
import { EntryForm } from "./entry-form";
import { EntryRow } from "./entry-row";
import css from "./history.module.css";

const DELETED = { play: t`Deleted the play`, cleaning: t`Deleted the cleaning` } as const;

/** The history of a record, newest first; every entry can be corrected or deleted. */
export function History(props: { copyId: string }): JSX.Element {
  const library = useLibrary();
  const history = createEntries(library, () => props.copyId);
  /** The entry being corrected, or "new" for one on another day. */
  const [open, setOpen] = createSignal<string>();
  const close = () => setOpen(undefined);

  const attempt = async (work: () => Promise<void>, retry: () => void) => {
    try {
      await work();
      return true;
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad", action: { word: t`Try again`, act: retry } });
      return false;
    }
  };
  const add = async (draft: Draft): Promise<void> => {
    if (
      await attempt(
        () => history.add(draft),
        () => void add(draft),
      )
    )
      close();
  };
  const edit = async (entry: ShownEntry, draft: Draft): Promise<void> => {
    if (
      await attempt(
        () => history.edit(entry, draft),
        () => void edit(entry, draft),
      )
    )
      close();
  };
  const remove = async (entry: ShownEntry): Promise<void> => {
    close();
    if (
      !(await attempt(
        () => history.remove(entry),
        () => void remove(entry),
      ))
    )
      return;
    const restore = async (): Promise<void> => {
      await attempt(
        () => history.restore(entry),
        () => void restore(),
      );
    };
    say({
      text: DELETED[entry.kind],
      icon: "trash",
      action: { word: t`Undo`, key: "u", act: () => void restore() },
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
    <section class={css.section} aria-label={t`History`}>
      <div class={css.head}>
        <h3 class={css.heading}>{t`History`}</h3>
        <Show when={open() !== "new"}>
          <Button
            look="quiet"
            icon="plus"
            class={css.add ?? ""}
            onClick={() => setOpen("new")}
          >{t`Add on another day`}</Button>
        </Show>
      </div>
      <Show when={open() === "new"}>
        <EntryForm onSave={add} onCancel={close} />
      </Show>
      <Show when={history.problem()}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => void history.load()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show
        when={history.entries().length > 0}
        fallback={
          <p class={css.none}>
            <Show
              when={history.known()}
              fallback={"\u00a0"}
            >{t`Nothing yet. Play it, or clean it, and it stands here.`}</Show>
          </p>
        }
      >
        <ol class={css.list}>
          <For each={history.entries()}>
            {(entry) => (
              <EntryRow
                entry={entry}
                open={open() === entry.id}
                onOpen={() => setOpen(entry.id)}
                onCancel={close}
                onSave={(draft) => edit(entry, draft)}
                onDelete={() => void remove(entry)}
                onDetails={() => details(entry)}
              />
            )}
          </For>
        </ol>
      </Show>
      <Show when={history.hasMore()}>
        <Button
          wide
          onClick={() => void attempt(history.more, () => void history.more())}
        >{t`Show older`}</Button>
      </Show>
    </section>
  );
}
