import { type JSX, onMount, Show } from "solid-js";
import css from "./page.module.css";
import { useTitle } from "./title";

/** A page of words: a heading and sections in one column. */
export function Page(props: {
  title: string;
  aside?: JSX.Element;
  /** For what stands beside one another, where there is room. */
  wide?: boolean;
  /** For sections of their own, that stand in two columns where there is room. */
  columns?: boolean;
  children: JSX.Element;
}): JSX.Element {
  let heading!: HTMLHeadingElement;
  useTitle(() => props.title);
  // A reader is told where they are; the keyboard starts at the top.
  onMount(() => document.body.contains(document.activeElement) && heading.focus({ preventScroll: true }));
  return (
    <div
      class={css.page}
      data-wide={props.wide ? "" : undefined}
      data-columns={props.columns ? "" : undefined}
    >
      <header class={css.header}>
        <h1 ref={heading} class={css.title} tabindex="-1">
          {props.title}
        </h1>
        <Show when={props.aside}>{props.aside}</Show>
      </header>
      {props.children}
    </div>
  );
}

export function Section(props: { title: string; children: JSX.Element }): JSX.Element {
  return (
    <section class={css.section}>
      <h2 class={css.heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}
