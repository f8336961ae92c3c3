import type { JSX } from "solid-js";
import css from "./rows.module.css";

/** Things one below the other, a line between them. */
export function Rows(props: { label: string; children: JSX.Element }): JSX.Element {
  return (
    <ul class={css.rows} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

/** One of them: what it is, and beside it, or below where there is no room, what can be done about it. */
export function Row(props: { children: JSX.Element }): JSX.Element {
  return <li class={css.row}>{props.children}</li>;
}

/** Its name, and what is told of it. */
export function RowWords(props: { name: JSX.Element; note: JSX.Element }): JSX.Element {
  return (
    <span class={css.words}>
      <span class={css.name}>{props.name}</span>
      <span class={css.note}>{props.note}</span>
    </span>
  );
}
