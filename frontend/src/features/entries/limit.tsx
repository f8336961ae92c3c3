import { t } from "@lingui/core/macro";
import { createEffect, createSignal, type JSX } from "solid-js";
import { Field } from "../../ui/field";

/** A whole number from one to `most`, or nothing; told once it is one. */
export function Limit(props: {
  label: string;
  hint: string;
  most: number;
  value: number | null;
  onChange(value: number | null): void;
}): JSX.Element {
  const [wrong, setWrong] = createSignal(false);
  // What is typed stays until it is what the server knows: an answer about something else comes in between.
  const [typed, setTyped] = createSignal<string>();
  const known = () => String(props.value ?? "");
  createEffect(() => typed() === known() && setTyped(undefined));
  return (
    <Field
      label={props.label}
      hint={props.hint}
      type="number"
      inputmode="numeric"
      min={1}
      max={props.most}
      value={typed() ?? known()}
      error={wrong() ? t`A whole number from 1 to ${props.most}, or nothing.` : undefined}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={(event) => {
        const field = event.currentTarget;
        const n = field.value === "" ? null : Number(field.value);
        const whole = n !== null && Number.isInteger(n) && n >= 1 && n <= props.most;
        const fits = n === null ? !field.validity.badInput : whole;
        setWrong(!fits);
        if (fits) props.onChange(n);
      }}
    />
  );
}
