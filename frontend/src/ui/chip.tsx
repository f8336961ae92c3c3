import { type JSX, Show, splitProps } from "solid-js";
import { count } from "../lib/time";
import css from "./chip.module.css";
import { Icon } from "./icon";

type Props = JSX.ButtonHTMLAttributes<HTMLButtonElement> & {
  /** Chosen or not; without, the chip is a plain button. */
  pressed?: boolean;
  /** How many there are behind it. */
  count?: number;
  /** A cross at its end: pressing takes it away. */
  removes?: boolean;
};

/** A small choice among many: one word, and how many it leaves. */
export function Chip(props: Props): JSX.Element {
  const [own, rest] = splitProps(props, ["pressed", "count", "removes", "children", "class"]);
  return (
    <button type="button" {...rest} class={`${css.chip} ${own.class ?? ""}`} aria-pressed={own.pressed}>
      <span class={css.word}>{own.children}</span>
      <Show when={own.count !== undefined}>
        <span class={css.count}>{count(own.count ?? 0)}</span>
      </Show>
      <Show when={own.removes}>
        <Icon name="close" small />
      </Show>
    </button>
  );
}

/** Chips beside one another, in as many lines as they need. */
export function Chips(props: { label: string; children: JSX.Element }): JSX.Element {
  return (
    <div class={css.chips} role="group" aria-label={props.label}>
      {props.children}
    </div>
  );
}
