import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { Field } from "../../ui/field";
import css from "./cleaning-fields.module.css";

export type DueAfter = { plays: number | null; months: number | null };

/** What the server takes. */
const MOST = { plays: 1000, months: 600 } as const;

/** After how many plays or months a record is due; an empty field leaves that way out. */
export function DueFields(props: { value: DueAfter; onChange(value: Partial<DueAfter>): void }): JSX.Element {
  const [wrong, setWrong] = createSignal<keyof DueAfter>();
  const number = (name: keyof DueAfter) => ({
    type: "number",
    inputmode: "numeric" as const,
    min: 1,
    max: MOST[name],
    value: props.value[name] ?? "",
    error: wrong() === name ? t`A whole number from 1 to ${MOST[name]}, or nothing.` : undefined,
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const field = event.currentTarget;
      const n = field.value === "" ? null : Number(field.value);
      const fits = n === null ? !field.validity.badInput : Number.isInteger(n) && n >= 1 && n <= MOST[name];
      setWrong(fits ? undefined : name);
      if (fits) props.onChange({ [name]: n });
    },
  });
  return (
    <div class={css.pair}>
      <Field label={t`After plays`} hint={t`Empty: never by plays`} {...number("plays")} />
      <Field label={t`After months`} hint={t`Empty: never by age`} {...number("months")} />
    </div>
  );
}
