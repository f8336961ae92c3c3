import type { JSX } from "solid-js";
import css from "./part.module.css";

/** A part of a record's or a needle's page: its heading, what can be done there, and what it tells. */
export function Part(props: { title: string; deed?: JSX.Element; children: JSX.Element }): JSX.Element {
  return (
    <section class={css.part} aria-label={props.title}>
      <div class={css.head}>
        <h3 class={css.heading}>{props.title}</h3>
        {props.deed}
      </div>
      {props.children}
    </section>
  );
}
