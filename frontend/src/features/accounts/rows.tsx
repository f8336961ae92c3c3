import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { Button } from "../../ui/button";
import css from "./rows.module.css";

/** How many rows are shown at first; one or two more are not worth a button. */
const FEW = 5;
const SLACK = 2;

/** A calm list: the first few rows, and all of them when asked for. */
export function Rows<T>(props: {
  label: string;
  of: readonly T[];
  /** What can be done about all of them, below. */
  foot?: JSX.Element;
  children: (item: T) => JSX.Element;
}): JSX.Element {
  const [all, setAll] = createSignal(false);
  const short = () => !all() && props.of.length > FEW + SLACK;
  return (
    <>
      <ul class={css.rows} aria-label={props.label}>
        <For each={short() ? props.of.slice(0, FEW) : props.of}>
          {(item) => <li class={css.row}>{props.children(item)}</li>}
        </For>
      </ul>
      <div class={css.foot}>
        <Show when={short()}>
          <Button look="quiet" onClick={() => setAll(true)}>{t`Show all ${props.of.length}`}</Button>
        </Show>
        {props.foot}
      </div>
    </>
  );
}

/** The words of a row: what it is, and what is known about it. */
export function RowWords(props: {
  name: JSX.Element;
  mark?: string | undefined;
  children: JSX.Element;
}): JSX.Element {
  return (
    <div class={css.words}>
      <p class={css.name}>
        <span>{props.name}</span>
        <Show when={props.mark}>{(mark) => <span class={css.mark}>{mark()}</span>}</Show>
      </p>
      {props.children}
    </div>
  );
}

export function RowLine(props: { children: JSX.Element; title?: string }): JSX.Element {
  return (
    <p class={css.line} title={props.title}>
      {props.children}
    </p>
  );
}
