import { t } from "@lingui/core/macro";
import { createUniqueId, For, type JSX, Show } from "solid-js";
import { toFields } from "../lib/time";
import type { When } from "../lib/when";
import { Chip, Chips } from "./chip";
import { Field } from "./field";
import css from "./when-fields.module.css";

const KINDS: readonly { kind: When["kind"]; word: string }[] = [
  { kind: "now", word: t`Now` },
  { kind: "moment", word: t`Day and time` },
  { kind: "day", word: t`Day only` },
];

/** When it was. What is over already was not now. */
export function WhenFields(props: {
  value: When;
  isOver: boolean;
  onChange(value: When): void;
}): JSX.Element {
  const id = createUniqueId();
  const change = (part: Partial<When>) => props.onChange({ ...props.value, ...part });
  return (
    <div class={css.when} role="group" aria-labelledby={id}>
      <p id={id} class={css.label}>{t`When`}</p>
      <Chips label={t`How exactly`}>
        <For each={KINDS.filter(({ kind }) => kind !== "now" || !props.isOver)}>
          {({ kind, word }) => (
            <Chip pressed={props.value.kind === kind} onClick={() => change({ kind })}>
              {word}
            </Chip>
          )}
        </For>
      </Chips>
      <Show when={props.value.kind !== "now"}>
        <div class={css.fields}>
          <Field
            label={t`Day`}
            type="date"
            value={props.value.date}
            max={toFields(new Date().toISOString()).date}
            onInput={(event) => change({ date: event.currentTarget.value })}
          />
          <Show when={props.value.kind === "moment"}>
            <Field
              label={t`Time`}
              type="time"
              value={props.value.time}
              onInput={(event) => change({ time: event.currentTarget.value })}
            />
          </Show>
        </div>
      </Show>
    </div>
  );
}
