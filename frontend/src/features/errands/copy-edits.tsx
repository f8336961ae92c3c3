import { t } from "@lingui/core/macro";
import { createEffect, createSignal, For, Index, type JSX, on, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Copy, CopyDetails, Edit } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { chosenIn } from "./chosen-in";
import { CopyDeeds } from "./copy-deeds";
import css from "./copy-edits.module.css";
import { EditState } from "./edit-state";
import { useErrands } from "./errands";
import { FieldEdit } from "./field-edit";
import { NotWritable } from "./not-writable";
import { RatingEdit } from "./rating-edit";

type Kind = "rating" | "folder" | "field";

/** What the user's own side of Discogs says of a copy: changed here, written there, each with its state. */
export function CopyEdits(props: {
  copy: Copy;
  details: CopyDetails | undefined;
  onWritten(): void;
}): JSX.Element {
  const errands = useErrands();
  const library = useLibrary();
  const [failure, setFailure] = createSignal<unknown>();
  const attempt = (work: Promise<unknown>) => {
    setFailure(undefined);
    void work.catch(setFailure);
  };
  onMount(() => void errands.load().catch(() => undefined));
  createEffect(on(errands.done, () => props.onWritten(), { defer: true }));

  const write = (kind: Kind, to: number | string, fieldId?: number) =>
    attempt(errands.edit(kind, props.copy.id, to, fieldId));
  const pending = (kind: Kind, fieldId: number | null = null) =>
    errands.pending(kind, props.copy.id, fieldId);
  /** What the user wants there, or else what stands there. */
  const wanted = <T extends number | string>(edit: Edit | undefined, stands: T): T =>
    (edit?.to ?? stands) as T;
  const folders = () => library.lists.folders().filter((one) => one.id !== 0);
  const folder = () => wanted(pending("folder"), props.copy.folder_id ?? 1);
  const note = (fieldId: number) => props.details?.notes.find((one) => one.field_id === fieldId)?.value ?? "";

  return (
    <section class={css.section} aria-label={t`At Discogs`}>
      <h3 class={css.heading}>{t`Yours at Discogs`}</h3>
      <Show
        when={errands.writing().on && errands.writing().writable}
        fallback={<NotWritable attempt={attempt} />}
      >
        <Show when={props.copy.removed_at === null}>
          <RatingEdit
            value={wanted(pending("rating"), props.copy.rating)}
            onWrite={(to) => write("rating", to)}
          />
          <EditState edit={pending("rating")} attempt={attempt} />
          <div class={css.fields}>
            <Show when={folders().length > 1}>
              <label class={css.field}>
                <span class={css.label}>{t`Folder`}</span>
                <select
                  class={css.box}
                  onChange={(event) => write("folder", Number(chosenIn(event.currentTarget, folder())))}
                >
                  <For each={folders()}>
                    {(one) => (
                      <option value={one.id} selected={one.id === folder()}>
                        {one.name}
                      </option>
                    )}
                  </For>
                </select>
              </label>
            </Show>
            <Show when={pending("folder")}>
              <div class={css.wide}>
                <EditState edit={pending("folder")} attempt={attempt} />
              </div>
            </Show>
            <Show when={props.details}>
              {/* By place: the list is read anew at times, and what is being typed stays in its box. */}
              <Index each={library.lists.fields()}>
                {(field) => (
                  <>
                    <div classList={{ [css.wide ?? ""]: field().type !== "dropdown" }}>
                      <FieldEdit
                        field={field()}
                        value={wanted(pending("field", field().id), note(field().id))}
                        onWrite={(to) => write("field", to, field().id)}
                      />
                    </div>
                    <Show when={pending("field", field().id)}>
                      <div class={css.wide}>
                        <EditState edit={pending("field", field().id)} attempt={attempt} />
                      </div>
                    </Show>
                  </>
                )}
              </Index>
            </Show>
          </div>
        </Show>
        <CopyDeeds copy={props.copy} wanted={props.details?.wanted ?? false} attempt={attempt} />
      </Show>
      <Show when={failure()}>
        <Notice
          icon="warn"
          tone="bad"
          action={<Button look="quiet" onClick={() => setFailure(undefined)}>{t`Close`}</Button>}
        >
          {inWords(failure())}
        </Notice>
      </Show>
    </section>
  );
}
