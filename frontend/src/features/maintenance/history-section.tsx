import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { MaintenanceEntry, MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { say } from "../../ui/snackbar";
import { EntryForm } from "./entry-form";
import { attempt, createHistory } from "./maintenance";
import css from "./maintenance-sheet.module.css";
import { kindName } from "./words";

/** What was done to a part, newest first: corrected, deleted, noted for another day. */
export function HistorySection(props: {
  partId: string;
  plans: readonly MaintenancePlan[];
  onChange(): Promise<void>;
}): JSX.Element {
  const store = createHistory(useLibrary(), () => props.partId);
  /** The one being corrected, or "new". */
  const [open, setOpen] = createSignal<string>();
  const close = () => setOpen(undefined);
  const done = async (work: Promise<void>) => {
    await work;
    close();
    await props.onChange();
  };
  const remove = async (entry: MaintenanceEntry) => {
    if (!(await attempt(() => done(store.remove(entry.id))))) return;
    say({
      text: t`Deleted: ${kindName(entry)}`,
      icon: "trash",
      action: {
        word: t`Undo`,
        key: "u",
        act: () => void attempt(() => done(store.restore(entry))),
      },
    });
  };
  return (
    <section class={css.section} aria-label={t`What was done`}>
      <div class={css.head}>
        <h3 class={css.subheading}>{t`What was done`}</h3>
        <Show when={open() !== "new" && props.plans.length > 0}>
          <Button look="quiet" icon="plus" onClick={() => setOpen("new")}>{t`Add on another day`}</Button>
        </Show>
      </div>
      <Show when={open() === "new"}>
        <EntryForm
          plans={props.plans}
          onSave={(typeId, changes) => done(store.log(typeId, changes))}
          onCancel={close}
        />
      </Show>
      <Show when={store.problem()}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => void store.load()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show
        when={(store.entries()?.length ?? 0) > 0}
        fallback={<p class={css.small}>{store.entries() ? t`Nothing is noted yet.` : "\u00a0"}</p>}
      >
        <ol class={css.entries} aria-label={t`What was done`}>
          <For each={store.entries()}>
            {(entry) => (
              <li>
                <Show
                  when={open() === entry.id}
                  fallback={<Line entry={entry} onOpen={() => setOpen(entry.id)} />}
                >
                  <EntryForm
                    entry={entry}
                    plans={props.plans}
                    onSave={(_, changes) => done(store.amend(entry.id, changes))}
                    onCancel={close}
                    onDelete={() => void remove(entry)}
                  />
                </Show>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={store.hasMore()}>
        <Button wide onClick={() => void attempt(store.more)}>{t`Show older`}</Button>
      </Show>
    </section>
  );
}

function Line(props: { entry: MaintenanceEntry; onOpen(): void }): JSX.Element {
  return (
    <button type="button" class={css.line} onClick={() => props.onOpen()}>
      <span class={css.what}>
        <span class={css.word}>{kindName(props.entry)}</span>
        <time class={css.small} datetime={props.entry.done_at}>
          {shortDate(props.entry.done_at, now())}
        </time>
        <Show when={props.entry.notes}>
          <span class={css.notes}>{props.entry.notes}</span>
        </Show>
      </span>
      <span class={css.edit}>
        <Icon name="edit" small />
        {t`Edit`}
      </span>
    </button>
  );
}
