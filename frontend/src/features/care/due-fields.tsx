import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { Pair } from "../entries/entry-form";
import { Limit } from "../entries/limit";

export type DueAfter = { plays: number | null; months: number | null };

/** What the server takes. */
const MOST = { plays: 1000, months: 600 } as const;

/** After how many plays or months a record is due; an empty field leaves that way out. */
export function DueFields(props: { value: DueAfter; onChange(value: Partial<DueAfter>): void }): JSX.Element {
  return (
    <Pair>
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
    </Pair>
  );
}
