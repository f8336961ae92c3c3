import { t } from "@lingui/core/macro";
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, Show } from "solid-js";
import type { CollectionField } from "../../api/types";
import { Button } from "../../ui/button";
import { chosenIn } from "./chosen-in";
import css from "./copy-edits.module.css";

/** One of the user's own fields, as they made it at Discogs: a choice of theirs, or free text. */
export function FieldEdit(props: {
  field: CollectionField;
  value: string;
  onWrite(value: string): void;
}): JSX.Element {
  const id = createUniqueId();
  const options = () => {
    const all = props.field.options ?? [];
    // What stands there may be an option no more.
    return props.value === "" || all.includes(props.value) ? all : [props.value, ...all];
  };
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {props.field.name}
      </label>
      <Show when={props.field.type === "dropdown"} fallback={<Text {...props} id={id} />}>
        <select
          id={id}
          class={css.box}
          onChange={(event) => props.onWrite(chosenIn(event.currentTarget, props.value))}
        >
          <Show when={props.value === ""}>
            <option value="" selected>{t`Not said`}</option>
          </Show>
          <For each={options()}>
            {(option) => (
              <option value={option} selected={option === props.value}>
                {option}
              </option>
            )}
          </For>
        </select>
      </Show>
    </div>
  );
}

function Text(props: {
  id: string;
  field: CollectionField;
  value: string;
  onWrite(value: string): void;
}): JSX.Element {
  const value = createMemo(() => props.value);
  const [text, setText] = createSignal(value());
  // What is typed and not saved stays, whatever is read or written meanwhile.
  createEffect(
    on(value, (now, before) => {
      if (text() === (before ?? now)) setText(now);
    }),
  );
  return (
    <>
      <textarea
        id={props.id}
        class={css.box}
        rows={Math.min(8, Math.max(2, props.field.lines ?? 2))}
        maxlength="2000"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={text() !== props.value}>
        <div class={css.deeds}>
          <Button look="main" onClick={() => props.onWrite(text())}>
            {t`Save ${props.field.name}`}
          </Button>
          <Button look="quiet" onClick={() => setText(props.value)}>{t`Cancel`}</Button>
        </div>
      </Show>
    </>
  );
}
