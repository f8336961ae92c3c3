import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { toDay } from "../../lib/when";
import { Field } from "../../ui/field";

/** The day of something that was: today at the latest. */
export function DayField(props: { value: string; onChange(day: string): void }): JSX.Element {
  return (
    <Field
      label={t`Day`}
      type="date"
      max={toDay()}
      value={props.value}
      onInput={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
