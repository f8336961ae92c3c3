import { type JSX, Show } from "solid-js";
import css from "./part.module.css";

/** A part of a record's or a needle's page: its heading, what can be done there, and what it tells. */
export function Part(props: {
  title: string;
  /** What stands beside its heading in smaller words. */
  about?: JSX.Element;
  deed?: JSX.Element;
  children: JSX.Element;
}): JSX.Element {
  return (
    <section class={css.part} aria-label={props.title}>
      <div class={css.head}>
        <h3 class={css.heading}>
          {props.title}
          <Show when={props.about}>{(about) => <span class={css.about}> {about()}</span>}</Show>
        </h3>
        {props.deed}
      </div>
      {props.children}
    </section>
  );
}
