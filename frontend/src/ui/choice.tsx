import { createUniqueId, For, type JSX } from "solid-js";
import css from "./choice.module.css";

/** One of a few, or none: pressing the chosen one again takes it back. */
export function Choice<T extends string>(props: {
  label: string;
  options: readonly { value: T; word: string }[];
  value: T | null;
  onChange(value: T | null): void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={css.choice} role="group" aria-labelledby={id}>
      <span class={css.label} id={id}>
        {props.label}
      </span>
      <div class={css.options}>
        <For each={props.options}>
          {(option) => (
            <button
              type="button"
              class={css.option}
              aria-pressed={props.value === option.value}
              onClick={() => props.onChange(props.value === option.value ? null : option.value)}
            >
              {option.word}
            </button>
          )}
        </For>
      </div>
    </div>
  );
}
