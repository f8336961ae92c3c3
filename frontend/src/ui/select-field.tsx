import { createUniqueId, For, type JSX, Show } from "solid-js";
import css from "./select-field.module.css";

/** One of several, in a menu; with `none`, also nothing, said as it says. */
export function SelectField<T extends string>(props: {
  label: string;
  value: T | null;
  options: readonly { value: T; word: string }[];
  none?: string;
  onChange(value: T | null): void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {props.label}
      </label>
      <select
        id={id}
        class={css.select}
        onChange={(event) => props.onChange((event.currentTarget.value || null) as T | null)}
      >
        <Show when={props.none}>
          {(none) => (
            <option value="" selected={props.value === null}>
              {none()}
            </option>
          )}
        </Show>
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.word}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
