import { t } from "@lingui/core/macro";
import { createUniqueId, type JSX } from "solid-js";
import css from "./notes-field.module.css";

/** Notes, in as many lines as they need. */
export function NotesField(props: {
  label?: string;
  placeholder?: string;
  value: string;
  onChange(value: string): void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {props.label ?? t`Notes`}
      </label>
      <textarea
        id={id}
        class={css.notes}
        rows="2"
        maxlength="2000"
        placeholder={props.placeholder}
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}
