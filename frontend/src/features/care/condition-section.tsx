import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { Condition, CopyDetails } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { onChange } from "../../lib/on-change";
import { shortDate } from "../../lib/time";
import { noonHere, toDay } from "../../lib/when";
import { Keyed } from "../../ui/keyed";
import { say } from "../../ui/snackbar";
import { attempt } from "../entries/attempt";
import { EntryLine } from "../entries/entry-line";
import { EntryList } from "../entries/entry-list";
import { ConditionForm } from "./condition-form";
import { createConditions } from "./conditions";
import css from "./copy-care.module.css";
import { conditionWords } from "./grades";

/** Discogs gives everyone these two fields, in this order. */
const MEDIA_FIELD = 1;
const SLEEVE_FIELD = 2;

/** What state a record is in: what Discogs' fields say, and what was noted of it here, day by day. */
export function ConditionSection(props: { copyId: string; details: CopyDetails | undefined }): JSX.Element {
  const library = useLibrary();
  const store = createConditions(library, () => props.copyId);
  /** The one being corrected, or "new". */
  const [open, setOpen] = createSignal<string>();
  const close = () => setOpen(undefined);
  onChange(() => props.copyId, close, { defer: true });

  const dayOf = ({ noted_at, date_only }: Condition) => noonHere(toDay(noted_at, date_only));
  const field = (id: number) => props.details?.notes.find((note) => note.field_id === id)?.value;
  const atDiscogs = () =>
    [
      field(MEDIA_FIELD) && t`Record: ${field(MEDIA_FIELD) ?? ""}`,
      field(SLEEVE_FIELD) && t`Sleeve: ${field(SLEEVE_FIELD) ?? ""}`,
    ]
      .filter(Boolean)
      .join(" · ");

  const remove = (condition: Condition) => {
    close();
    store.remove(condition);
    say({
      text: t`Deleted the note on its condition`,
      icon: "trash",
      action: { word: t`Undo`, key: "u", act: () => store.restore(condition) },
    });
  };

  return (
    <EntryList
      title={t`Condition`}
      add={t`Note its condition`}
      adding={open() === "new"}
      onAdd={() => setOpen("new")}
      form={
        <ConditionForm
          onSave={async (condition) => {
            store.note(condition);
            close();
          }}
          onCancel={close}
        />
      }
      above={
        <Show when={atDiscogs()}>
          {(words) => (
            <p class={css.small}>
              {t`At Discogs`} · {words()}
            </p>
          )}
        </Show>
      }
      problem={store.problem()}
      onRetry={() => void store.load()}
      count={store.entries()?.length}
      none={t`Nothing is noted here: scratches, a warp, a grade of your own.`}
      hasMore={store.hasMore()}
      onMore={() => void attempt(store.more)}
    >
      <Keyed each={store.entries()} by={({ id }) => id}>
        {(condition) => (
          <li>
            <Show
              when={open() === condition().id}
              fallback={
                <EntryLine
                  word={conditionWords(condition()) || t`Noted`}
                  at={condition().noted_at}
                  when={shortDate(dayOf(condition()), now())}
                  notes={condition().notes}
                  waits={library.isWaiting(condition().id)}
                  onOpen={() => setOpen(condition().id)}
                />
              }
            >
              <ConditionForm
                condition={condition()}
                onSave={(changes) => store.amend(condition().id, changes).then(close)}
                onCancel={close}
                onDelete={() => remove(condition())}
              />
            </Show>
          </li>
        )}
      </Keyed>
    </EntryList>
  );
}
