import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { MaintenanceEntry, MaintenancePlan } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { noonHere, toDay } from "../../lib/when";
import { Keyed } from "../../ui/keyed";
import { say } from "../../ui/snackbar";
import { attempt } from "../entries/attempt";
import { EntryLine } from "../entries/entry-line";
import { EntryList } from "../entries/entry-list";
import { createHistory } from "./maintenance";
import { MaintenanceForm } from "./maintenance-form";
import { kindName } from "./words";

/** What was done to a part, newest first: corrected, deleted, noted for another day. */
export function HistorySection(props: {
  partId: string;
  plans: readonly MaintenancePlan[];
  onChange(): Promise<void>;
}): JSX.Element {
  const library = useLibrary();
  const store = createHistory(
    library,
    () => props.partId,
    () => props.plans,
  );
  /** The one being corrected, or "new". */
  const [open, setOpen] = createSignal<string>();
  const close = () => setOpen(undefined);
  const dayOf = ({ done_at, date_only }: MaintenanceEntry) => noonHere(toDay(done_at, date_only));
  const done = async (work: Promise<void>) => {
    await work;
    close();
    await props.onChange();
  };
  const remove = (entry: MaintenanceEntry) => {
    close();
    store.remove(entry);
    say({
      text: t`Deleted: ${kindName(entry)}`,
      icon: "trash",
      action: {
        word: t`Undo`,
        key: "u",
        act: () => store.restore(entry),
      },
    });
  };
  return (
    <EntryList
      title={t`What was done`}
      add={props.plans.length > 0 ? t`Add on another day` : undefined}
      adding={open() === "new"}
      onAdd={() => setOpen("new")}
      form={
        <MaintenanceForm
          plans={props.plans}
          onSave={async (typeId, changes) => {
            store.log(typeId, changes);
            close();
          }}
          onCancel={close}
        />
      }
      problem={store.problem()}
      onRetry={() => void store.load()}
      count={store.entries()?.length}
      none={t`Nothing is noted yet.`}
      hasMore={store.hasMore()}
      onMore={() => void attempt(store.more)}
    >
      <Keyed each={store.entries()} by={({ id }) => id}>
        {(entry) => (
          <li>
            <Show
              when={open() === entry().id}
              fallback={
                <EntryLine
                  word={kindName(entry())}
                  at={entry().done_at}
                  when={shortDate(dayOf(entry()), now())}
                  notes={entry().notes}
                  waits={library.isWaiting(entry().id)}
                  onOpen={() => setOpen(entry().id)}
                />
              }
            >
              <MaintenanceForm
                entry={entry()}
                plans={props.plans}
                onSave={(_, changes) => done(store.amend(entry().id, changes))}
                onCancel={close}
                onDelete={() => remove(entry())}
              />
            </Show>
          </li>
        )}
      </Keyed>
    </EntryList>
  );
}
