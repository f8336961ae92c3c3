import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { Pair } from "../entries/entry-form";
import { Limit } from "../entries/limit";
import type { Interval } from "./words";

/** What the server takes. */
const MOST = { hours: 100_000, months: 600 } as const;

/** After how many hours or months something is due; an empty field leaves that way out. */
export function IntervalFields(props: {
  value: Interval;
  onChange(value: Partial<Interval>): void;
}): JSX.Element {
  return (
    <Pair>
      <Limit
        label={t`After hours run`}
        hint={t`Empty: never by hours`}
        most={MOST.hours}
        value={props.value.hours}
        onChange={(hours) => props.onChange({ hours })}
      />
      <Limit
        label={t`After months`}
        hint={t`Empty: never by time`}
        most={MOST.months}
        value={props.value.months}
        onChange={(months) => props.onChange({ months })}
      />
    </Pair>
  );
}
