import type { JSX } from "solid-js";
import css from "./wordmark.module.css";

/** The record and the name. */
export function Wordmark(props: { large?: boolean }): JSX.Element {
  return (
    <span class={css.mark} data-large={props.large ? "" : undefined}>
      <img src="/icon.svg" alt="" width="64" height="64" />
      <span>Waugzee</span>
    </span>
  );
}
