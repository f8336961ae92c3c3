import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { Field } from "../../ui/field";
import css from "./maintenance-sheet.module.css";
import type { Interval } from "./words";

/** What the server takes. */
const MOST = { hours: 100_000, months: 600 } as const;

/** After how many hours or months something is due; an empty field leaves that way out. */
export function IntervalFields(props: {
  value: Interval;
  onChange(value: Partial<Interval>): void;
}): JSX.Element {
  const [wrong, setWrong] = createSignal<keyof Interval>();
  const number = (name: keyof Interval) => ({
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
      <Field label={t`After hours run`} hint={t`Empty: never by hours`} {...number("hours")} />
      <Field label={t`After months`} hint={t`Empty: never by time`} {...number("months")} />
    </div>
  );
}
