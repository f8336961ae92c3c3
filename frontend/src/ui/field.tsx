import { createUniqueId, type JSX, Show, splitProps } from "solid-js";
import css from "./field.module.css";

type Props = JSX.InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** A labelled input; its hint and its error belong to it for every reader. */
export function Field(props: Props): JSX.Element {
  const [own, rest] = splitProps(props, ["label", "hint", "error", "class"]);
  const id = createUniqueId();
  return (
    <div class={`${css.field} ${own.class ?? ""}`}>
      <label class={css.label} for={id}>
        {own.label}
      </label>
      <input
        {...rest}
        id={id}
        class={css.input}
        aria-invalid={own.error ? "true" : undefined}
        aria-describedby={own.error || own.hint ? `${id}-note` : undefined}
      />
      <Show when={own.error ?? own.hint}>
        {(note) => (
          <p id={`${id}-note`} class={css.note} data-bad={own.error ? "" : undefined}>
            {note()}
          </p>
        )}
      </Show>
    </div>
  );
}
