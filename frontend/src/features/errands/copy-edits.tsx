import { createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { useErrands } from "./errands";
import css from "./errands.module.css";
import { stateWords } from "./words";

const STARS = [1, 2, 3, 4, 5];

/** Rating, folder and notes of a record, as they stand at Discogs or shall stand there. */
export function CopyEdits(props: { copy: Copy }): JSX.Element {
  const errands = useErrands();
  const library = useLibrary();
  const [failure, setFailure] = createSignal<unknown>();
  const write = (kind: "rating" | "folder" | "field", to: number | string, fieldId?: number) => {
    setFailure(undefined);
    void errands.edit(kind, props.copy.id, to, fieldId).catch(setFailure);
  };
  const edit = (kind: "rating" | "folder") => errands.pending(kind, props.copy.id);
  const rating = () => Number(edit("rating")?.to ?? props.copy.rating);
  const folder = () => Number(edit("folder")?.to ?? props.copy.folder_id);
  const folders = () => library.lists.folders().filter((one) => one.id !== 0);
  return (
    <Show when={errands.writing().on && errands.writing().writable}>
      <section class={css.list} aria-label="At Discogs">
        <div class={css.stars} role="group" aria-label="Rating">
          <For each={STARS}>
            {(star) => (
              <button
                type="button"
                class={css.star}
                data-on={star <= rating() ? "" : undefined}
                aria-pressed={star === rating()}
                aria-label={star === rating() ? `${star} of 5, remove the rating` : `${star} of 5`}
                onClick={() => write("rating", star === rating() ? 0 : star)}
              >
                <Icon name={star <= rating() ? "starred" : "star"} />
              </button>
            )}
          </For>
        </div>
        <Show when={folders().length > 1}>
          <label class={css.label}>
            <span class={css.small}>Folder</span>
            <select
              class={css.box}
              value={folder()}
              onChange={(event) => write("folder", Number(event.currentTarget.value))}
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
        <For each={[edit("rating"), edit("folder")].filter((one) => one !== undefined)}>
          {(one) => (
            <Notice icon={one.state === "conflict" || one.state === "failed" ? "warn" : "clock"}>
              {stateWords(one)}
            </Notice>
          )}
        </For>
        <Show when={failure()}>
          <Notice
            icon="warn"
            tone="bad"
            action={
              <Button look="quiet" onClick={() => setFailure(undefined)}>
                Close
              </Button>
            }
          >
            {inWords(failure())}
          </Notice>
        </Show>
      </section>
    </Show>
  );
}
