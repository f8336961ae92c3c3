import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import css from "./entry-list.module.css";
import { Part } from "./part";

/** A log with its heading: entries newest first, a form for a new one, and what could not be read. */
export function EntryList(props: {
  title: string;
  /** The word that leads to the form of a new entry; none where there is nothing to add. */
  add?: string | undefined;
  /** Whether that form stands open. */
  adding: boolean;
  onAdd(): void;
  form: JSX.Element;
  /** What stands above the entries. */
  above?: JSX.Element;
  problem: unknown;
  onRetry(): void;
  /** How many there are to show; undefined before that is known. */
  count: number | undefined;
  /** What is said where there is none. */
  none: string;
  hasMore: boolean;
  onMore(): void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <Part
      title={props.title}
      deed={
        <Show when={!props.adding && props.add}>
          {(word) => (
            <Button look="quiet" icon="plus" onClick={() => props.onAdd()}>
              {word()}
            </Button>
          )}
        </Show>
      }
    >
      {props.above}
      <Show when={props.adding}>{props.form}</Show>
      <Show when={props.problem}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => props.onRetry()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show
        when={(props.count ?? 0) > 0}
        fallback={<p class={css.none}>{props.count === undefined ? "\u00a0" : props.none}</p>}
      >
        <ol class={css.list} aria-label={props.title}>
          {props.children}
        </ol>
      </Show>
      <Show when={props.hasMore}>
        <Button wide onClick={() => props.onMore()}>{t`Show older`}</Button>
      </Show>
    </Part>
  );
}
