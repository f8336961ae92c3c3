import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "../../ui/icon";
import css from "./entry-line.module.css";

/** One entry of a log in words; pressed, it is corrected. What waits on this device cannot be yet. */
export function EntryLine(props: {
  word: string;
  at: string;
  /** Its day, or day and time, in words. */
  when: string;
  /** What more is known of it, a line each; empty ones are left out. */
  about?: readonly string[];
  notes: string;
  waits?: boolean | undefined;
  onOpen(): void;
}): JSX.Element {
  return (
    <button type="button" class={css.line} disabled={props.waits} onClick={() => props.onOpen()}>
      <span class={css.what}>
        <span class={css.word}>{props.word}</span>
        <time class={css.small} datetime={props.at}>
          {props.waits ? t`Waits to be sent` : props.when}
        </time>
        <For each={props.about?.filter(Boolean)}>{(words) => <span class={css.small}>{words}</span>}</For>
        <Show when={props.notes}>
          <span class={css.notes}>{props.notes}</span>
        </Show>
      </span>
      <Show when={!props.waits}>
        <span class={css.edit}>
          <Icon name="edit" small />
          {t`Edit`}
        </span>
      </Show>
    </button>
  );
}
