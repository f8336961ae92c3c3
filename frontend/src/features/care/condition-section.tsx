import { t } from "@lingui/core/macro";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Condition, CopyDetails } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { say } from "../../ui/snackbar";
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
  createEffect(on(() => props.copyId, close, { defer: true }));

  const field = (id: number) => props.details?.notes.find((note) => note.field_id === id)?.value;
  const atDiscogs = () =>
    [
      field(MEDIA_FIELD) && t`Record: ${field(MEDIA_FIELD) ?? ""}`,
      field(SLEEVE_FIELD) && t`Sleeve: ${field(SLEEVE_FIELD) ?? ""}`,
    ]
      .filter(Boolean)
      .join(" · ");

  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
      return false;
    }
  };
  const remove = async (condition: Condition) => {
    close();
    if (!(await attempt(() => store.remove(condition.id)))) return;
    say({
      text: t`Deleted the note on its condition`,
      icon: "trash",
      action: { word: t`Undo`, key: "u", act: () => void attempt(() => store.restore(condition)) },
    });
  };

  return (
    <section class={css.section} aria-label={t`Condition`}>
      <div class={css.head}>
        <h3 class={css.heading}>{t`Condition`}</h3>
        <Show when={open() !== "new"}>
          <Button
            look="quiet"
            icon="plus"
            class={css.add ?? ""}
            onClick={() => setOpen("new")}
          >{t`Note its condition`}</Button>
        </Show>
      </div>
      <Show when={atDiscogs()}>
        {(words) => (
          <p class={css.small}>
            {t`At Discogs`} · {words()}
          </p>
        )}
      </Show>
      <Show when={open() === "new"}>
        <ConditionForm
          onSave={async (condition) => {
            await store.note(condition);
            close();
          }}
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
        when={(store.conditions()?.length ?? 0) > 0}
        fallback={
          <p class={css.small}>
            {store.conditions()
              ? t`Nothing is noted here: scratches, a warp, a grade of your own.`
              : "\u00a0"}
          </p>
        }
      >
        <ol class={css.list}>
          <For each={store.conditions()}>
            {(condition) => (
              <li>
                <Show
                  when={open() === condition.id}
                  fallback={<Line condition={condition} onOpen={() => setOpen(condition.id)} />}
                >
                  <ConditionForm
                    condition={condition}
                    onSave={async (changes) => {
                      await store.amend(condition.id, changes);
                      close();
                    }}
                    onCancel={close}
                    onDelete={() => void remove(condition)}
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

function Line(props: { condition: Condition; onOpen(): void }): JSX.Element {
  return (
    <button type="button" class={css.line} onClick={() => props.onOpen()}>
      <span class={css.what}>
        <span class={css.word}>{conditionWords(props.condition) || t`Noted`}</span>
        <time class={css.small} datetime={props.condition.noted_at}>
          {shortDate(props.condition.noted_at, now())}
        </time>
        <Show when={props.condition.notes}>
          <span class={css.notes}>{props.condition.notes}</span>
        </Show>
      </span>
      <span class={css.edit}>
        <Icon name="edit" small />
        {t`Edit`}
      </span>
    </button>
  );
}
