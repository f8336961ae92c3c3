import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { Choice } from "../../ui/choice";
import { Field } from "../../ui/field";
import css from "./cleaning-fields.module.css";
import { DEPTHS, type Details, METHODS } from "./details";

const OWN = "own";

/** How a record was cleaned: everything may stay unsaid. */
export function CleaningFields(props: { value: Details; onChange(value: Details): void }): JSX.Element {
  const isOwn = () =>
    props.value.method !== null && !METHODS.some((each) => each.method === props.value.method);
  const [own, setOwn] = createSignal(isOwn());
  const change = (part: Partial<Details>) => props.onChange({ ...props.value, ...part });
  const text = (name: "method" | "machine" | "fluid" | "result") => ({
    value: props.value[name] ?? "",
    maxlength: 80,
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      change({ [name]: event.currentTarget.value.trim() || null }),
  });
  return (
    <div class={css.fields}>
      <Choice
        label={t`Method`}
        options={[
          ...METHODS.map((each) => ({ value: each.method as string, word: each.word })),
          { value: OWN, word: t`Other` },
        ]}
        value={own() ? OWN : props.value.method}
        onChange={(next) => {
          setOwn(next === OWN);
          change({ method: next === OWN ? null : next });
        }}
      />
      <Show when={own()}>
        <Field label={t`What method?`} {...text("method")} />
      </Show>
      <Choice
        label={t`Depth`}
        options={DEPTHS.map((each) => ({ value: each.depth, word: each.word }))}
        value={props.value.depth}
        onChange={(depth) => change({ depth })}
      />
      <div class={css.pair}>
        <Field label={t`Machine`} {...text("machine")} />
        <Field label={t`Fluid`} {...text("fluid")} />
      </div>
      <Field label={t`Result`} placeholder={t`quieter, as before, …`} {...text("result")} />
    </div>
  );
}
