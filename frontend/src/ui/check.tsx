import { type JSX, Show } from "solid-js";
import css from "./check.module.css";

/** A box to tick, with its words and, where one needs it, what it means. */
export function Check(props: {
  on: boolean;
  onChange(on: boolean): void;
  disabled?: boolean;
  about?: string;
  children: JSX.Element;
}): JSX.Element {
  return (
    <label class={css.check}>
      <input
        type="checkbox"
        checked={props.on}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class={css.words}>
        {props.children}
        <Show when={props.about}>
          <span class={css.about}>{props.about}</span>
        </Show>
      </span>
    </label>
  );
}
