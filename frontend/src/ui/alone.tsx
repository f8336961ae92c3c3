import type { JSX } from "solid-js";
import css from "./alone.module.css";

/** A page of one thing, in the middle, without the frame. */
export function Alone(props: { children: JSX.Element }): JSX.Element {
  return (
    <main id="main" class={css.alone}>
      {props.children}
    </main>
  );
}
