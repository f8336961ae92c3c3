import { t } from "@lingui/core/macro";
import { createEffect, createSignal, type JSX } from "solid-js";
import { Field } from "../../ui/field";
import css from "./cleaning-fields.module.css";

export type DueAfter = { plays: number | null; months: number | null };

/** What the server takes. */
const MOST = { plays: 1000, months: 600 } as const;

/** After how many plays or months a record is due; an empty field leaves that way out. */
export function DueFields(props: { value: DueAfter; onChange(value: Partial<DueAfter>): void }): JSX.Element {
  return (
    <div class={css.pair}>
      <Limit
        label={t`After plays`}
        hint={t`Empty: never by plays`}
        most={MOST.plays}
        value={props.value.plays}
        onChange={(plays) => props.onChange({ plays })}
      />
      <Limit
        label={t`After months`}
        hint={t`Empty: never by age`}
        most={MOST.months}
        value={props.value.months}
        onChange={(months) => props.onChange({ months })}
      />
    </div>
  );
}

function Limit(props: {
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
