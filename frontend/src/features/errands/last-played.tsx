import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { useLibrary } from "../../lib/library";
import { chosenIn } from "./chosen-in";
import css from "./copy-edits.module.css";
import { useErrands } from "./errands";

/** Which of the user's own fields at Discogs is kept at the day of each record's last play. */
export function LastPlayed(props: { attempt(work: Promise<unknown>): void }): JSX.Element {
  const errands = useErrands();
  const library = useLibrary();
  const fields = () => library.lists.fields().filter((field) => field.type === "textarea");
  const chosen = () => errands.writing().last_played_field;
  const choose = (value: string) =>
    props.attempt(errands.keepLastPlayed(value === "" ? null : Number(value)));
  return (
    <Show
      when={fields().length > 0}
      fallback={
        <p>{t`To keep the day of each last play at Discogs, make a text field for it there, in the settings of your collection, and sync.`}</p>
      }
    >
      <label class={css.field}>
        <span class={css.label}>{t`Keep the day of the last play in the field`}</span>
        <select class={css.box} onChange={(event) => choose(chosenIn(event.currentTarget, chosen() ?? ""))}>
          <option value="" selected={chosen() === null}>{t`None`}</option>
          <For each={fields()}>
            {(field) => (
              <option value={field.id} selected={field.id === chosen()}>
                {field.name}
              </option>
            )}
          </For>
        </select>
        <span
          class={css.label}
        >{t`Written some minutes after a play, a few records at a time. Give it a field of its own: a text of yours that is no day is never overwritten.`}</span>
      </label>
    </Show>
  );
}
