import type { JSX } from "solid-js";
import css from "./status-line.module.css";

/** A small shape and its words on one line. */
export function StatusLine(props: { children: JSX.Element; title?: string }): JSX.Element {
  return (
    <span class={css.line} title={props.title}>
      {props.children}
    </span>
  );
}
