import type { JSX } from "solid-js";
import { Icon, type IconName } from "./icon";
import css from "./marked.module.css";

/** What is good to know, behind a small sign: that it stands on one's shelf. */
export function Marked(props: { icon: IconName; children: JSX.Element }): JSX.Element {
  return (
    <span class={css.marked}>
      <Icon name={props.icon} small />
      <span>{props.children}</span>
    </span>
  );
}
