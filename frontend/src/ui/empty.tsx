import { type JSX, Show } from "solid-js";
import css from "./empty.module.css";

/** Nothing here, and what to do about it. */
export function Empty(props: { title: string; children?: JSX.Element; action?: JSX.Element }): JSX.Element {
  return (
    <section class={css.empty}>
      <svg class={css.art} viewBox="0 0 96 96" aria-hidden="true">
        <circle cx="48" cy="48" r="46" />
        <circle cx="48" cy="48" r="38" />
        <circle cx="48" cy="48" r="31" />
        <circle cx="48" cy="48" r="24" />
        <circle class={css.label} cx="48" cy="48" r="15" />
        <circle class={css.hole} cx="48" cy="48" r="2.5" />
      </svg>
      <h2 class={css.title}>{props.title}</h2>
      <div class={css.text}>{props.children}</div>
      <Show when={props.action}>
        <div class={css.action}>{props.action}</div>
      </Show>
    </section>
  );
}
